"""The sample words of the gallery, and their Chinese."""

from __future__ import annotations

SAMPLES = {
    "Receiving": "收货", "Scan the location": "请扫描库位", "Release the wave": "释放波次", "Print labels": "打印标签",
    "Scrap": "报废", "Later": "稍后", "Refresh": "刷新", "More": "更多", "Import": "导入", "Lines picked": "已拣行数",
    "available": "可用", "held": "冻结", "damaged": "残损", "released": "已释放", "entered": "已录入", "Late": "延误",
    "Two lines are late for the 16:00 cut-off.": "两行订单赶不上 16:00 截单。", "On hand": "在库数量", "Item": "货品",
    "Nothing is waiting here": "这里没有待办", "Announce an arrival": "登记到货", "of 1,240 planned": "计划 1,240",
    "Announce an arrival, or import a file from your supplier.": "请登记到货通知，或导入供应商文件。", "Lot": "批号",
    "Best before": "有效期", "Why here": "为何在此", "History": "历史",
    "Moved from A-01-02-1 by Wang": "由王从 A-01-02-1 移入",
    "Fast mover: 42 picks a day, 6 m from the dock.": "快流货品：每天拣 42 次，距月台 6 米。", "Quantity": "数量",
    "Note": "备注", "Supplier": "供应商", "Arrives on": "到货日期", "Count blind": "盲盘", "By case": "按箱",
    "By pallet": "按托盘", "Ledger": "台账", "Lines": "订单行", "Documents": "单据", "State": "状态",
    "Location": "库位",
    "Blue bolts M8, box of 100": "蓝色螺栓 M8，每盒 100 个", "41 h of 48 h": "48 小时中已用 41 小时",
    "52 h of 48 h": "48 小时中已用 52 小时", "21 h of 48 h": "48 小时中已用 21 小时",
    "Details": "详情", "Zones": "区域",
    "46 h of 48 h": "48 小时中已用 46 小时", "Ready": "就绪", "A quiet hint that helps.": "一句安静的提示。",
}  # fmt: skip
