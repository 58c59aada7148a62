"""Which cartons an order is packed into, what lies where in each, and how one container or truck is loaded."""
