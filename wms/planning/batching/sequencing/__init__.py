"""Which picker walks which batch, and when: batches, walks and due times decided together."""
