"""The lists of orders: the orders with their risk, their lines, what lacks stock, and what can be promised."""

from __future__ import annotations

from wms.gui.registry.declared import FromNow, Listing, Offer, Sheet, View
from wms.model.words import OrderState, Risk
from wms.queries.page import Filter

ENTER = Offer("EnterOrder", "Enter an order", icon="add", needs_row=False)
_GOING = ("entered", "allocated", "released", "picked", "packed")
_OPEN = (*_GOING, "held")
_IS_OPEN = Filter("state", "in", tuple(OrderState(word) for word in _OPEN))
_BY_CUTOFF = ("cutoff_at", "priority")

ORDERS = Listing(
    "orders.orders", "Orders", "order_outlook",
    ("order", "state", "risk", "customer", "customer_name", "priority", "cutoff_at", "spare_minutes", "due_at",
     "carrier", "wave", "lines", "ordered", "allocated", "missing", "shipped", "reference"),
    subject=("order", "order"),
    offers=(
        Offer("AmendOrder", "Amend", {"order": "order"}, icon="edit", key="Ctrl+E", when={"state": _OPEN}),
        Offer("AllocateOrders", "Allocate", {"orders": "order"}, icon="bolt", when={"state": _GOING}),
        Offer("PrioritiseOrder", "Prioritise", {"order": "order", "priority": "priority"}, icon="up",
              when={"state": _OPEN}),
        Offer("HoldOrder", "Hold", {"order": "order"}, icon="hold", when={"state": _GOING}),
        Offer("ReleaseOrderHold", "Lift the hold", {"order": "order"}, icon="release", asks=False,
              when={"state": ("held",)}),
        Offer("SplitOrder", "Split off what is missing", {"order": "order"}, icon="split", when={"state": _GOING}),
        Offer("CancelOrder", "Cancel", {"order": "order"}, icon="cancel", grave=True, key="Ctrl+Del",
              when={"state": _OPEN}),
    ),
    papers=(Sheet("packing_slip", "Packing slip", {"order": "order"}),
            Sheet("carton_label", "Carton labels", {"order": "order"})),
    views=(
        View("Open", (_IS_OPEN,), _BY_CUTOFF),
        View("Late or overdue", (Filter("risk", "in", (Risk.OVERDUE, Risk.LATE)),), _BY_CUTOFF),
        View("At risk", (Filter("risk", "in", (Risk.AT_RISK,)),), _BY_CUTOFF),
        View("Leaves today", (_IS_OPEN, Filter("cutoff_at", ">=", FromNow(0)),
                              Filter("cutoff_at", "<", FromNow(1))), _BY_CUTOFF),
        View("Not fully allocated", (Filter("missing", ">", 0),), _BY_CUTOFF),
        View("Held", (Filter("state", "in", (OrderState.HELD,)),), _BY_CUTOFF),
        View("Shipped", (Filter("state", "in", (OrderState.SHIPPED,)),), ("-shipped_at",)),
    ),
    empty="No order fits. Enter one with Ctrl+N, or import a file of orders.",
    empty_offer=ENTER,
)  # fmt: skip

LINES = Listing(
    "orders.lines", "Order lines", "order_lines",
    ("order", "line", "state", "item", "item_name", "ordered", "allocated", "picked", "packed", "shipped", "returned",
     "price_minor", "unallocated_reason"),
    subject=("order", "order"),
    offers=(Offer("AmendOrder", "Amend the order", {"order": "order"}, icon="edit", when={"state": _OPEN}),
            Offer("ReleaseAllocation", "Give back what is set aside", {"order": "order", "line": "line"}, icon="undo",
                  when={"state": ("allocated", "entered")})),
    views=(View("Open", (_IS_OPEN,)),
           View("With a reason why not", (Filter("unallocated_reason", "!=", ""), _IS_OPEN))),
    empty="No line fits. Every line of every order is here, open or shipped.",
)  # fmt: skip

UNALLOCATED = Listing(
    "orders.unallocated", "Not allocated", "unallocated_lines",
    ("cutoff_at", "priority", "order", "line", "customer", "item", "item_name", "ordered", "allocated", "missing",
     "reason", "state"),
    subject=("order", "order"),
    offers=(
        Offer("AllocateOrders", "Allocate this order", {"orders": "order"}, icon="bolt", when={"state": _GOING}),
        Offer("SplitOrder", "Split off what is missing", {"order": "order"}, icon="split", when={"state": _GOING}),
        Offer("AmendOrder", "Amend the order", {"order": "order"}, icon="edit"),
    ),
    views=(View("Nobody has tried yet", (Filter("reason", "=", ""),)),
           View("Tried in vain", (Filter("reason", "!=", ""),)),
           View("Leaves today", (Filter("cutoff_at", "<", FromNow(1)),))),
    empty="Every line of every open order has its stock.",
)  # fmt: skip

PROMISE = Listing(
    "orders.promise", "Can be promised", "available_to_promise",
    ("item", "item_name", "usable", "allocated", "waiting", "promise_now", "expected", "next_expected_at", "promise"),
    subject=("item", "item"), asks=("family", "until"),
    views=(View("Nothing to promise now", (Filter("promise_now", "<=", 0),), ("promise_now",)),
           View("Ordered beyond what is expected", (Filter("promise", "<", 0),), ("promise",)),
           View("Expected", (Filter("expected", ">", 0),), ("next_expected_at",))),
    empty="No item is known yet.",
)  # fmt: skip
