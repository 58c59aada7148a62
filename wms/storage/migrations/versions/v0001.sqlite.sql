CREATE TABLE ledger_head (
	id INTEGER NOT NULL, 
	last_posting INTEGER NOT NULL, 
	last_seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_ledger_head PRIMARY KEY (id), 
	CONSTRAINT ck_ledger_head_one_row CHECK (id = 1)
)
 STRICT


--;
CREATE TABLE item (
	sku TEXT NOT NULL, 
	name TEXT NOT NULL, 
	family TEXT NOT NULL, 
	temperature TEXT NOT NULL, 
	hazard TEXT NOT NULL, 
	rotation TEXT NOT NULL, 
	lot_tracked INTEGER NOT NULL, 
	serial_tracked INTEGER NOT NULL, 
	expiry_tracked INTEGER NOT NULL, 
	inspect_on_receipt INTEGER NOT NULL, 
	shelf_life_days INTEGER NOT NULL, 
	minimum_remaining_days INTEGER NOT NULL, 
	cost_minor INTEGER NOT NULL, 
	velocity TEXT NOT NULL, 
	fragile INTEGER NOT NULL, 
	keep_upright INTEGER NOT NULL, 
	substitute_id INTEGER, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_item PRIMARY KEY (id), 
	CONSTRAINT ck_item_temperature CHECK (temperature IN ('ambient', 'chilled', 'frozen')), 
	CONSTRAINT ck_item_hazard CHECK (hazard IN ('none', 'flammable', 'gas', 'oxidising', 'toxic', 'corrosive')), 
	CONSTRAINT ck_item_rotation CHECK (rotation IN ('fefo', 'fifo', 'lifo')), 
	CONSTRAINT ck_item_expiry_needs_lot CHECK (NOT expiry_tracked OR lot_tracked), 
	CONSTRAINT uq_item_sku UNIQUE (sku), 
	CONSTRAINT fk_item_substitute_id FOREIGN KEY(substitute_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE carton_type (
	code TEXT NOT NULL, 
	length_mm INTEGER NOT NULL, 
	width_mm INTEGER NOT NULL, 
	height_mm INTEGER NOT NULL, 
	max_weight_g INTEGER NOT NULL, 
	tare_g INTEGER NOT NULL, 
	cost_minor INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_carton_type PRIMARY KEY (id), 
	CONSTRAINT uq_carton_type_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE owner (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_owner PRIMARY KEY (id), 
	CONSTRAINT uq_owner_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE party (
	kind TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	gln TEXT NOT NULL, 
	address TEXT NOT NULL, 
	country TEXT NOT NULL, 
	email TEXT NOT NULL, 
	minimum_remaining_days INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_party PRIMARY KEY (id), 
	CONSTRAINT ck_party_kind CHECK (kind IN ('supplier', 'customer', 'carrier')), 
	CONSTRAINT uq_party_kind_code UNIQUE (kind, code)
)
 STRICT


--;
CREATE TABLE users (
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	language TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	failed_logins INTEGER NOT NULL, 
	locked_until INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_login UNIQUE (login)
)
 STRICT


--;
CREATE TABLE role (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_role PRIMARY KEY (id), 
	CONSTRAINT uq_role_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT uq_setting_name UNIQUE (name)
)
 STRICT


--;
CREATE TABLE counter (
	prefix TEXT NOT NULL, 
	last INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT uq_counter_prefix UNIQUE (prefix)
)
 STRICT


--;
CREATE TABLE attachment (
	document TEXT NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	content BLOB NOT NULL, 
	added_at INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_attachment PRIMARY KEY (id)
)
 STRICT


--;
CREATE TABLE site (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	gln TEXT NOT NULL, 
	company_prefix TEXT NOT NULL, 
	time_zone TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	width_mm INTEGER NOT NULL, 
	depth_mm INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT uq_site_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE proposal (
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	summary TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_proposal PRIMARY KEY (id), 
	CONSTRAINT ck_proposal_state CHECK (state IN ('proposed', 'applied', 'discarded')), 
	CONSTRAINT uq_proposal_number UNIQUE (number)
)
 STRICT


--;
CREATE TABLE posting (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	document TEXT NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	business_at INTEGER NOT NULL, 
	recorded_at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	reverses_id INTEGER, 
	first_seq INTEGER NOT NULL, 
	lines INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	CONSTRAINT pk_posting PRIMARY KEY (id), 
	CONSTRAINT ck_posting_lines CHECK (lines >= 1), 
	CONSTRAINT fk_posting_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_posting_reverses_id FOREIGN KEY(reverses_id) REFERENCES posting (id)
)
 STRICT


--;
CREATE TABLE packaging_level (
	item_id INTEGER NOT NULL, 
	level TEXT NOT NULL, 
	units INTEGER NOT NULL, 
	gtin TEXT NOT NULL, 
	length_mm INTEGER NOT NULL, 
	width_mm INTEGER NOT NULL, 
	height_mm INTEGER NOT NULL, 
	weight_g INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_packaging_level PRIMARY KEY (id), 
	CONSTRAINT ck_packaging_level_level CHECK (level IN ('each', 'inner', 'case', 'pallet')), 
	CONSTRAINT uq_packaging_level_item_id_level UNIQUE (item_id, level), 
	CONSTRAINT ck_packaging_level_units CHECK (units >= 1), 
	CONSTRAINT ck_packaging_level_each_is_one CHECK (level <> 'each' OR units = 1), 
	CONSTRAINT fk_packaging_level_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE kit_component (
	kit_id INTEGER NOT NULL, 
	component_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_kit_component PRIMARY KEY (id), 
	CONSTRAINT uq_kit_component_kit_id_component_id UNIQUE (kit_id, component_id), 
	CONSTRAINT ck_kit_component_quantity CHECK (quantity >= 1), 
	CONSTRAINT fk_kit_component_kit_id FOREIGN KEY(kit_id) REFERENCES item (id), 
	CONSTRAINT fk_kit_component_component_id FOREIGN KEY(component_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE wave (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	cutoff_at INTEGER NOT NULL, 
	planned_at INTEGER NOT NULL, 
	released_at INTEGER, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_wave PRIMARY KEY (id), 
	CONSTRAINT ck_wave_state CHECK (state IN ('planned', 'released', 'closed', 'cancelled')), 
	CONSTRAINT uq_wave_number UNIQUE (number), 
	CONSTRAINT fk_wave_site_id FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


--;
CREATE TABLE role_permission (
	role_id INTEGER NOT NULL, 
	permission TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_role_permission PRIMARY KEY (id), 
	CONSTRAINT uq_role_permission_role_id_permission UNIQUE (role_id, permission), 
	CONSTRAINT fk_role_permission_role_id FOREIGN KEY(role_id) REFERENCES role (id)
)
 STRICT


--;
CREATE TABLE user_role (
	user_id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	site_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_user_role PRIMARY KEY (id), 
	CONSTRAINT uq_user_role_user_id_role_id_site_id UNIQUE (user_id, role_id, site_id), 
	CONSTRAINT fk_user_role_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_user_role_role_id FOREIGN KEY(role_id) REFERENCES role (id), 
	CONSTRAINT fk_user_role_site_id FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


--;
CREATE TABLE audit (
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	command TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	document TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT uq_audit_key UNIQUE ("key"), 
	CONSTRAINT fk_audit_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 STRICT


--;
CREATE TABLE zone (
	site_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	temperature TEXT NOT NULL, 
	hazard TEXT NOT NULL, 
	x_mm INTEGER NOT NULL, 
	y_mm INTEGER NOT NULL, 
	width_mm INTEGER NOT NULL, 
	depth_mm INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_zone PRIMARY KEY (id), 
	CONSTRAINT ck_zone_purpose CHECK (purpose IN ('receiving', 'reserve', 'forward', 'packing', 'staging', 'shipping', 'returns', 'quarantine')), 
	CONSTRAINT ck_zone_temperature CHECK (temperature IN ('ambient', 'chilled', 'frozen')), 
	CONSTRAINT ck_zone_hazard CHECK (hazard IN ('none', 'flammable', 'gas', 'oxidising', 'toxic', 'corrosive')), 
	CONSTRAINT fk_zone_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT uq_zone_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE aisle (
	site_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	"cross" INTEGER NOT NULL, 
	x1_mm INTEGER NOT NULL, 
	y1_mm INTEGER NOT NULL, 
	x2_mm INTEGER NOT NULL, 
	y2_mm INTEGER NOT NULL, 
	one_way INTEGER NOT NULL, 
	blocked INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_aisle PRIMARY KEY (id), 
	CONSTRAINT fk_aisle_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT uq_aisle_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE lot (
	item_id INTEGER, 
	code TEXT NOT NULL, 
	expiry TEXT, 
	produced TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_lot PRIMARY KEY (id), 
	CONSTRAINT uq_lot_item_id_code UNIQUE (item_id, code), 
	CONSTRAINT ck_lot_none CHECK ((id = 0) = (item_id IS NULL)), 
	CONSTRAINT fk_lot_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE serial (
	item_id INTEGER, 
	code TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_serial PRIMARY KEY (id), 
	CONSTRAINT uq_serial_item_id_code UNIQUE (item_id, code), 
	CONSTRAINT ck_serial_none CHECK ((id = 0) = (item_id IS NULL)), 
	CONSTRAINT fk_serial_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE cycle_count (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	blind INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	posted_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_cycle_count PRIMARY KEY (id), 
	CONSTRAINT ck_cycle_count_state CHECK (state IN ('open', 'review', 'posted', 'cancelled')), 
	CONSTRAINT uq_cycle_count_number UNIQUE (number), 
	CONSTRAINT fk_cycle_count_site_id FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


--;
CREATE TABLE adjustment (
	number TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	lines TEXT NOT NULL, 
	value_minor INTEGER NOT NULL, 
	asked_by_id INTEGER NOT NULL, 
	asked_at INTEGER NOT NULL, 
	decided_by_id INTEGER, 
	decided_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_adjustment PRIMARY KEY (id), 
	CONSTRAINT ck_adjustment_state CHECK (state IN ('waiting', 'posted', 'refused')), 
	CONSTRAINT ck_adjustment_second_person CHECK (decided_by_id IS NULL OR decided_by_id <> asked_by_id), 
	CONSTRAINT uq_adjustment_number UNIQUE (number), 
	CONSTRAINT fk_adjustment_asked_by_id FOREIGN KEY(asked_by_id) REFERENCES users (id), 
	CONSTRAINT fk_adjustment_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES users (id)
)
 STRICT


--;
CREATE TABLE hold (
	number TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	state TEXT NOT NULL, 
	posting_id INTEGER NOT NULL, 
	placed_at INTEGER NOT NULL, 
	released_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_hold PRIMARY KEY (id), 
	CONSTRAINT ck_hold_state CHECK (state IN ('held', 'released')), 
	CONSTRAINT uq_hold_number UNIQUE (number), 
	CONSTRAINT fk_hold_posting_id FOREIGN KEY(posting_id) REFERENCES posting (id)
)
 STRICT


--;
CREATE TABLE orders (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	carrier_id INTEGER, 
	wave_id INTEGER, 
	state TEXT NOT NULL, 
	state_before_hold TEXT NOT NULL, 
	priority INTEGER NOT NULL, 
	entered_at INTEGER NOT NULL, 
	due_at INTEGER NOT NULL, 
	cutoff_at INTEGER NOT NULL, 
	shipped_at INTEGER, 
	ship_complete INTEGER NOT NULL, 
	reference TEXT NOT NULL, 
	address TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT ck_orders_state CHECK (state IN ('entered', 'held', 'allocated', 'released', 'picked', 'packed', 'shipped', 'cancelled')), 
	CONSTRAINT ck_orders_priority CHECK (priority BETWEEN 1 AND 9), 
	CONSTRAINT uq_orders_number UNIQUE (number), 
	CONSTRAINT fk_orders_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_orders_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_orders_customer_id FOREIGN KEY(customer_id) REFERENCES party (id), 
	CONSTRAINT fk_orders_carrier_id FOREIGN KEY(carrier_id) REFERENCES party (id), 
	CONSTRAINT fk_orders_wave_id FOREIGN KEY(wave_id) REFERENCES wave (id)
)
 STRICT


--;
CREATE TABLE batch (
	number TEXT NOT NULL, 
	wave_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	picker_id INTEGER, 
	walk_mm INTEGER NOT NULL, 
	started_at INTEGER, 
	done_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_batch PRIMARY KEY (id), 
	CONSTRAINT ck_batch_state CHECK (state IN ('ready', 'started', 'done', 'cancelled')), 
	CONSTRAINT uq_batch_number UNIQUE (number), 
	CONSTRAINT fk_batch_wave_id FOREIGN KEY(wave_id) REFERENCES wave (id), 
	CONSTRAINT fk_batch_picker_id FOREIGN KEY(picker_id) REFERENCES users (id)
)
 STRICT


--;
CREATE TABLE location (
	site_id INTEGER, 
	zone_id INTEGER, 
	aisle_id INTEGER, 
	code TEXT NOT NULL, 
	type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	mixing TEXT NOT NULL, 
	bay INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	x_mm INTEGER NOT NULL, 
	y_mm INTEGER NOT NULL, 
	z_mm INTEGER NOT NULL, 
	width_mm INTEGER NOT NULL, 
	depth_mm INTEGER NOT NULL, 
	height_mm INTEGER NOT NULL, 
	max_weight_g INTEGER NOT NULL, 
	max_volume_mm3 INTEGER NOT NULL, 
	pick_sequence INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_location_type CHECK (type IN ('floor', 'shelf', 'pallet_rack', 'flow_rack', 'dock', 'lane', 'bench', 'tote', 'virtual')), 
	CONSTRAINT ck_location_status CHECK (status IN ('open', 'no_entry', 'no_exit', 'closed')), 
	CONSTRAINT ck_location_mixing CHECK (mixing IN ('any', 'one_item', 'one_lot')), 
	CONSTRAINT ck_location_virtual_ids_are_negative CHECK ((id < 0) = (type = 'virtual')), 
	CONSTRAINT ck_location_has_a_zone CHECK (id < 0 OR (site_id IS NOT NULL AND zone_id IS NOT NULL)), 
	CONSTRAINT fk_location_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_location_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT fk_location_aisle_id FOREIGN KEY(aisle_id) REFERENCES aisle (id), 
	CONSTRAINT uq_location_code UNIQUE (code)
)
 STRICT


--;
CREATE TABLE asn (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	expected_at INTEGER NOT NULL, 
	dock_id INTEGER, 
	state TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_asn PRIMARY KEY (id), 
	CONSTRAINT ck_asn_state CHECK (state IN ('expected', 'arrived', 'closed', 'cancelled')), 
	CONSTRAINT uq_asn_number UNIQUE (number), 
	CONSTRAINT fk_asn_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_asn_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_asn_supplier_id FOREIGN KEY(supplier_id) REFERENCES party (id), 
	CONSTRAINT fk_asn_dock_id FOREIGN KEY(dock_id) REFERENCES location (id)
)
 STRICT


--;
CREATE TABLE slot_assignment (
	item_id INTEGER NOT NULL, 
	location_id INTEGER NOT NULL, 
	minimum INTEGER NOT NULL, 
	maximum INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_slot_assignment PRIMARY KEY (id), 
	CONSTRAINT uq_slot_assignment_item_id_location_id UNIQUE (item_id, location_id), 
	CONSTRAINT ck_slot_assignment_range CHECK (minimum <= maximum), 
	CONSTRAINT fk_slot_assignment_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_slot_assignment_location_id FOREIGN KEY(location_id) REFERENCES location (id)
)
 STRICT


--;
CREATE TABLE lpn (
	code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	parent_id INTEGER, 
	location_id INTEGER, 
	height_mm INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_lpn PRIMARY KEY (id), 
	CONSTRAINT ck_lpn_kind CHECK (kind IN ('pallet', 'carton', 'tote')), 
	CONSTRAINT ck_lpn_no_self CHECK (parent_id IS NULL OR parent_id <> id), 
	CONSTRAINT uq_lpn_code UNIQUE (code), 
	CONSTRAINT fk_lpn_parent_id FOREIGN KEY(parent_id) REFERENCES lpn (id), 
	CONSTRAINT fk_lpn_location_id FOREIGN KEY(location_id) REFERENCES location (id)
)
 STRICT


--;
CREATE TABLE order_line (
	order_id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	ordered INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	picked INTEGER NOT NULL, 
	packed INTEGER NOT NULL, 
	shipped INTEGER NOT NULL, 
	returned INTEGER NOT NULL, 
	minimum_remaining_days INTEGER NOT NULL, 
	substitute_allowed INTEGER NOT NULL, 
	price_minor INTEGER NOT NULL, 
	unallocated_reason TEXT NOT NULL, 
	substitutes_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_order_line PRIMARY KEY (id), 
	CONSTRAINT uq_order_line_order_id_line UNIQUE (order_id, line), 
	CONSTRAINT ck_order_line_way_to_the_truck CHECK (0 <= shipped AND shipped <= packed AND packed <= picked AND picked <= allocated AND allocated <= ordered), 
	CONSTRAINT ck_order_line_returned CHECK (0 <= returned AND returned <= shipped), 
	CONSTRAINT fk_order_line_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_line_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_order_line_substitutes_id FOREIGN KEY(substitutes_id) REFERENCES order_line (id)
)
 STRICT


--;
CREATE TABLE load (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	carrier_id INTEGER NOT NULL, 
	dock_id INTEGER NOT NULL, 
	cutoff_at INTEGER NOT NULL, 
	trailer TEXT NOT NULL, 
	state TEXT NOT NULL, 
	closed_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_load PRIMARY KEY (id), 
	CONSTRAINT ck_load_state CHECK (state IN ('open', 'closed')), 
	CONSTRAINT uq_load_number UNIQUE (number), 
	CONSTRAINT fk_load_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_load_carrier_id FOREIGN KEY(carrier_id) REFERENCES party (id), 
	CONSTRAINT fk_load_dock_id FOREIGN KEY(dock_id) REFERENCES location (id)
)
 STRICT


--;
CREATE TABLE customer_return (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	order_id INTEGER, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_customer_return PRIMARY KEY (id), 
	CONSTRAINT ck_customer_return_state CHECK (state IN ('open', 'closed')), 
	CONSTRAINT uq_customer_return_number UNIQUE (number), 
	CONSTRAINT fk_customer_return_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_customer_return_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_customer_return_customer_id FOREIGN KEY(customer_id) REFERENCES party (id), 
	CONSTRAINT fk_customer_return_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
 STRICT


--;
CREATE TABLE move (
	seq INTEGER NOT NULL, 
	posting_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER DEFAULT 0 NOT NULL, 
	serial_id INTEGER DEFAULT 0 NOT NULL, 
	from_status TEXT NOT NULL, 
	to_status TEXT NOT NULL, 
	from_location_id INTEGER NOT NULL, 
	to_location_id INTEGER NOT NULL, 
	from_lpn_id INTEGER DEFAULT 0 NOT NULL, 
	to_lpn_id INTEGER DEFAULT 0 NOT NULL, 
	quantity INTEGER NOT NULL, 
	since INTEGER, 
	value_minor INTEGER DEFAULT 0 NOT NULL, 
	order_line_id INTEGER, 
	reverses_seq INTEGER, 
	CONSTRAINT pk_move PRIMARY KEY (seq), 
	CONSTRAINT ck_move_quantity CHECK (quantity >= 1), 
	CONSTRAINT ck_move_one_serial_is_one_piece CHECK (serial_id = 0 OR quantity = 1), 
	CONSTRAINT ck_move_nothing_on_lpn_outside_from CHECK (from_location_id > 0 OR from_lpn_id = 0), 
	CONSTRAINT ck_move_nothing_on_lpn_outside_to CHECK (to_location_id > 0 OR to_lpn_id = 0), 
	CONSTRAINT ck_move_touches_the_site CHECK (from_location_id > 0 OR to_location_id > 0), 
	CONSTRAINT ck_move_goes_somewhere CHECK (from_location_id <> to_location_id OR from_lpn_id <> to_lpn_id OR from_status <> to_status), 
	CONSTRAINT ck_move_goods_keep_their_age CHECK ((from_location_id > 0) = (since IS NULL)), 
	CONSTRAINT ck_move_from_status CHECK (from_status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT ck_move_to_status CHECK (to_status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT fk_move_posting_id FOREIGN KEY(posting_id) REFERENCES posting (id), 
	CONSTRAINT fk_move_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_move_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_move_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_move_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_move_from_location_id FOREIGN KEY(from_location_id) REFERENCES location (id), 
	CONSTRAINT fk_move_to_location_id FOREIGN KEY(to_location_id) REFERENCES location (id), 
	CONSTRAINT fk_move_from_lpn_id FOREIGN KEY(from_lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_move_to_lpn_id FOREIGN KEY(to_lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_move_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_move_reverses_seq FOREIGN KEY(reverses_seq) REFERENCES move (seq)
)
 STRICT


--;
CREATE TABLE balance (
	id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER DEFAULT 0 NOT NULL, 
	serial_id INTEGER DEFAULT 0 NOT NULL, 
	status TEXT NOT NULL, 
	location_id INTEGER NOT NULL, 
	lpn_id INTEGER DEFAULT 0 NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER DEFAULT 0 NOT NULL, 
	since INTEGER NOT NULL, 
	CONSTRAINT pk_balance PRIMARY KEY (id), 
	CONSTRAINT uq_balance_item_id_location_id_lot_id_serial_id_status_lpn_id_owner_id UNIQUE (item_id, location_id, lot_id, serial_id, status, lpn_id, owner_id), 
	CONSTRAINT ck_balance_on_hand_not_negative CHECK (on_hand >= 0), 
	CONSTRAINT ck_balance_allocated_within_on_hand CHECK (0 <= allocated AND allocated <= on_hand), 
	CONSTRAINT ck_balance_one_serial_is_one_piece CHECK (serial_id = 0 OR on_hand <= 1), 
	CONSTRAINT ck_balance_physical CHECK (location_id > 0), 
	CONSTRAINT ck_balance_status CHECK (status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT fk_balance_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_balance_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_balance_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_balance_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_balance_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT fk_balance_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id)
)
 STRICT


--;
CREATE TABLE allocation (
	id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER DEFAULT 0 NOT NULL, 
	serial_id INTEGER DEFAULT 0 NOT NULL, 
	status TEXT NOT NULL, 
	location_id INTEGER NOT NULL, 
	lpn_id INTEGER DEFAULT 0 NOT NULL, 
	quantity INTEGER NOT NULL, 
	order_line_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	state TEXT NOT NULL, 
	previous_id INTEGER, 
	reason TEXT DEFAULT '' NOT NULL, 
	opened_at INTEGER NOT NULL, 
	closed_at INTEGER, 
	CONSTRAINT pk_allocation PRIMARY KEY (id), 
	CONSTRAINT ck_allocation_quantity CHECK (quantity >= 1), 
	CONSTRAINT ck_allocation_closed_at CHECK ((state = 'open') = (closed_at IS NULL)), 
	CONSTRAINT ck_allocation_status CHECK (status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT ck_allocation_stage CHECK (stage IN ('reserved', 'picked', 'packed')), 
	CONSTRAINT ck_allocation_state CHECK (state IN ('open', 'carried', 'released', 'shipped')), 
	CONSTRAINT fk_allocation_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_allocation_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_allocation_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_allocation_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_allocation_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT fk_allocation_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_allocation_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_allocation_previous_id FOREIGN KEY(previous_id) REFERENCES allocation (id)
)
 STRICT


--;
CREATE TABLE asn_line (
	asn_id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	announced INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	lot_code TEXT NOT NULL, 
	expiry TEXT, 
	lpn_code TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_asn_line PRIMARY KEY (id), 
	CONSTRAINT uq_asn_line_asn_id_line UNIQUE (asn_id, line), 
	CONSTRAINT ck_asn_line_announced CHECK (announced >= 1), 
	CONSTRAINT ck_asn_line_received CHECK (received >= 0), 
	CONSTRAINT fk_asn_line_asn_id FOREIGN KEY(asn_id) REFERENCES asn (id), 
	CONSTRAINT fk_asn_line_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE receipt (
	number TEXT NOT NULL, 
	site_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	asn_id INTEGER, 
	dock_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	closed_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_receipt PRIMARY KEY (id), 
	CONSTRAINT ck_receipt_state CHECK (state IN ('open', 'closed')), 
	CONSTRAINT uq_receipt_number UNIQUE (number), 
	CONSTRAINT fk_receipt_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_receipt_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_receipt_supplier_id FOREIGN KEY(supplier_id) REFERENCES party (id), 
	CONSTRAINT fk_receipt_asn_id FOREIGN KEY(asn_id) REFERENCES asn (id), 
	CONSTRAINT fk_receipt_dock_id FOREIGN KEY(dock_id) REFERENCES location (id)
)
 STRICT


--;
CREATE TABLE manifest (
	number TEXT NOT NULL, 
	load_id INTEGER NOT NULL, 
	posting_id INTEGER NOT NULL, 
	closed_at INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_manifest PRIMARY KEY (id), 
	CONSTRAINT uq_manifest_number UNIQUE (number), 
	CONSTRAINT uq_manifest_load_id UNIQUE (load_id), 
	CONSTRAINT fk_manifest_load_id FOREIGN KEY(load_id) REFERENCES load (id), 
	CONSTRAINT fk_manifest_posting_id FOREIGN KEY(posting_id) REFERENCES posting (id)
)
 STRICT


--;
CREATE TABLE shipment (
	number TEXT NOT NULL, 
	order_id INTEGER NOT NULL, 
	load_id INTEGER, 
	state TEXT NOT NULL, 
	shipped_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_shipment PRIMARY KEY (id), 
	CONSTRAINT ck_shipment_state CHECK (state IN ('open', 'shipped', 'cancelled')), 
	CONSTRAINT uq_shipment_number UNIQUE (number), 
	CONSTRAINT fk_shipment_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_shipment_load_id FOREIGN KEY(load_id) REFERENCES load (id)
)
 STRICT


--;
CREATE TABLE return_line (
	return_id INTEGER NOT NULL, 
	order_line_id INTEGER, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	serial_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	condition TEXT NOT NULL, 
	disposition TEXT NOT NULL, 
	reversed INTEGER NOT NULL, 
	posting_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_return_line PRIMARY KEY (id), 
	CONSTRAINT ck_return_line_disposition CHECK (disposition IN ('restock', 'inspect', 'scrap')), 
	CONSTRAINT ck_return_line_quantity CHECK (quantity >= 1), 
	CONSTRAINT fk_return_line_return_id FOREIGN KEY(return_id) REFERENCES customer_return (id), 
	CONSTRAINT fk_return_line_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_return_line_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_return_line_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_return_line_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_return_line_posting_id FOREIGN KEY(posting_id) REFERENCES posting (id)
)
 STRICT


--;
CREATE TABLE count_line (
	count_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	serial_id INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	location_id INTEGER NOT NULL, 
	lpn_id INTEGER NOT NULL, 
	snapshot INTEGER NOT NULL, 
	snapshot_seq INTEGER NOT NULL, 
	counted INTEGER, 
	counted_seq INTEGER, 
	first_counted INTEGER, 
	counted_by_id INTEGER, 
	counted_at INTEGER, 
	state TEXT NOT NULL, 
	posted INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_count_line PRIMARY KEY (id), 
	CONSTRAINT ck_count_line_status CHECK (status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT ck_count_line_state CHECK (state IN ('open', 'counted', 'recount', 'posted')), 
	CONSTRAINT fk_count_line_count_id FOREIGN KEY(count_id) REFERENCES cycle_count (id), 
	CONSTRAINT fk_count_line_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_count_line_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_count_line_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_count_line_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_count_line_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT fk_count_line_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_count_line_counted_by_id FOREIGN KEY(counted_by_id) REFERENCES users (id)
)
 STRICT


--;
CREATE TABLE receipt_line (
	receipt_id INTEGER NOT NULL, 
	asn_line_id INTEGER, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	serial_id INTEGER NOT NULL, 
	lpn_id INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	reversed INTEGER NOT NULL, 
	posting_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_receipt_line PRIMARY KEY (id), 
	CONSTRAINT ck_receipt_line_status CHECK (status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT ck_receipt_line_quantity CHECK (quantity >= 1), 
	CONSTRAINT ck_receipt_line_reversed CHECK (0 <= reversed AND reversed <= quantity), 
	CONSTRAINT fk_receipt_line_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	CONSTRAINT fk_receipt_line_asn_line_id FOREIGN KEY(asn_line_id) REFERENCES asn_line (id), 
	CONSTRAINT fk_receipt_line_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_receipt_line_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_receipt_line_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_receipt_line_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_receipt_line_posting_id FOREIGN KEY(posting_id) REFERENCES posting (id)
)
 STRICT


--;
CREATE TABLE discrepancy (
	receipt_id INTEGER NOT NULL, 
	asn_line_id INTEGER, 
	item_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_discrepancy PRIMARY KEY (id), 
	CONSTRAINT ck_discrepancy_kind CHECK (kind IN ('over', 'short', 'damaged', 'wrong_item')), 
	CONSTRAINT ck_discrepancy_quantity CHECK (quantity >= 1), 
	CONSTRAINT fk_discrepancy_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	CONSTRAINT fk_discrepancy_asn_line_id FOREIGN KEY(asn_line_id) REFERENCES asn_line (id), 
	CONSTRAINT fk_discrepancy_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT


--;
CREATE TABLE inspection (
	number TEXT NOT NULL, 
	receipt_id INTEGER, 
	owner_id INTEGER, 
	item_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	passed INTEGER NOT NULL, 
	failed INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	note TEXT NOT NULL, 
	decided_at INTEGER, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_inspection PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_state CHECK (state IN ('open', 'passed', 'failed', 'cancelled')), 
	CONSTRAINT ck_inspection_judged CHECK (0 <= passed AND 0 <= failed AND passed + failed <= quantity), 
	CONSTRAINT uq_inspection_number UNIQUE (number), 
	CONSTRAINT fk_inspection_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	CONSTRAINT fk_inspection_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_inspection_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_inspection_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id)
)
 STRICT


--;
CREATE TABLE carton (
	lpn_id INTEGER NOT NULL, 
	shipment_id INTEGER NOT NULL, 
	carton_type_id INTEGER, 
	state TEXT NOT NULL, 
	expected_weight_g INTEGER NOT NULL, 
	weight_g INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_carton PRIMARY KEY (id), 
	CONSTRAINT ck_carton_state CHECK (state IN ('open', 'closed', 'staged', 'loaded', 'shipped', 'cancelled')), 
	CONSTRAINT ck_carton_weight CHECK (weight_g >= 0), 
	CONSTRAINT uq_carton_lpn_id UNIQUE (lpn_id), 
	CONSTRAINT fk_carton_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_carton_shipment_id FOREIGN KEY(shipment_id) REFERENCES shipment (id), 
	CONSTRAINT fk_carton_carton_type_id FOREIGN KEY(carton_type_id) REFERENCES carton_type (id)
)
 STRICT


--;
CREATE TABLE task (
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	priority INTEGER NOT NULL, 
	site_id INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	batch_id INTEGER, 
	sequence INTEGER NOT NULL, 
	order_line_id INTEGER, 
	allocation_id INTEGER, 
	owner_id INTEGER, 
	item_id INTEGER, 
	lot_id INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	lpn_id INTEGER NOT NULL, 
	from_location_id INTEGER, 
	to_location_id INTEGER, 
	quantity INTEGER NOT NULL, 
	done_quantity INTEGER NOT NULL, 
	due_at INTEGER, 
	created_at INTEGER NOT NULL, 
	claimed_by_id INTEGER, 
	claimed_at INTEGER, 
	done_at INTEGER, 
	reason TEXT NOT NULL, 
	choices TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT ck_task_kind CHECK (kind IN ('putaway', 'pick', 'count', 'replenish', 'move', 'load')), 
	CONSTRAINT ck_task_state CHECK (state IN ('open', 'claimed', 'done', 'cancelled')), 
	CONSTRAINT ck_task_status CHECK (status IN ('available', 'inspection', 'held', 'damaged', 'bonded')), 
	CONSTRAINT ck_task_done CHECK (0 <= done_quantity AND done_quantity <= quantity), 
	CONSTRAINT uq_task_number UNIQUE (number), 
	CONSTRAINT fk_task_site_id FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_task_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_task_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_task_allocation_id FOREIGN KEY(allocation_id) REFERENCES allocation (id), 
	CONSTRAINT fk_task_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id), 
	CONSTRAINT fk_task_item_id FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_task_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_task_lpn_id FOREIGN KEY(lpn_id) REFERENCES lpn (id), 
	CONSTRAINT fk_task_from_location_id FOREIGN KEY(from_location_id) REFERENCES location (id), 
	CONSTRAINT fk_task_to_location_id FOREIGN KEY(to_location_id) REFERENCES location (id), 
	CONSTRAINT fk_task_claimed_by_id FOREIGN KEY(claimed_by_id) REFERENCES users (id)
)
 STRICT


--;
CREATE INDEX ix_item_substitute_id ON item (substitute_id)
--;
CREATE INDEX ix_attachment_document ON attachment (document)
--;
CREATE INDEX ix_proposal_kind ON proposal (kind)
--;
CREATE INDEX ix_posting_reverses_id ON posting (reverses_id)
--;
CREATE INDEX ix_posting_recorded_at ON posting (recorded_at)
--;
CREATE INDEX ix_posting_document ON posting (document)
--;
CREATE UNIQUE INDEX uq_packaging_level_gtin ON packaging_level (gtin) WHERE gtin <> ''
--;
CREATE INDEX ix_kit_component_component_id ON kit_component (component_id)
--;
CREATE INDEX ix_user_role_user_id ON user_role (user_id)
--;
CREATE INDEX ix_audit_user_id ON audit (user_id)
--;
CREATE INDEX ix_audit_document ON audit (document)
--;
CREATE INDEX ix_audit_at ON audit (at)
--;
CREATE INDEX ix_zone_site_id ON zone (site_id)
--;
CREATE INDEX ix_aisle_site_id ON aisle (site_id)
--;
CREATE INDEX ix_lot_code ON lot (code)
--;
CREATE INDEX ix_lot_expiry ON lot (expiry)
--;
CREATE INDEX ix_serial_code ON serial (code)
--;
CREATE INDEX ix_hold_posting_id ON hold (posting_id)
--;
CREATE INDEX ix_orders_customer_id ON orders (customer_id)
--;
CREATE INDEX ix_orders_state_cutoff_at ON orders (state, cutoff_at)
--;
CREATE INDEX ix_orders_wave_id ON orders (wave_id)
--;
CREATE INDEX ix_batch_wave_id ON batch (wave_id)
--;
CREATE INDEX ix_batch_picker_id ON batch (picker_id)
--;
CREATE INDEX ix_location_zone_id ON location (zone_id)
--;
CREATE INDEX ix_location_site_id ON location (site_id)
--;
CREATE INDEX ix_location_aisle_id ON location (aisle_id)
--;
CREATE INDEX ix_location_pick_sequence ON location (pick_sequence)
--;
CREATE INDEX ix_asn_supplier_id ON asn (supplier_id)
--;
CREATE INDEX ix_asn_dock_id ON asn (dock_id)
--;
CREATE INDEX ix_slot_assignment_item_id ON slot_assignment (item_id)
--;
CREATE INDEX ix_slot_assignment_location_id ON slot_assignment (location_id)
--;
CREATE INDEX ix_lpn_parent_id ON lpn (parent_id)
--;
CREATE INDEX ix_lpn_location_id ON lpn (location_id)
--;
CREATE INDEX ix_order_line_item_id ON order_line (item_id)
--;
CREATE INDEX ix_load_carrier_id ON load (carrier_id)
--;
CREATE INDEX ix_customer_return_order_id ON customer_return (order_id)
--;
CREATE INDEX ix_customer_return_customer_id ON customer_return (customer_id)
--;
CREATE INDEX ix_move_from_lpn_id ON move (from_lpn_id) WHERE from_lpn_id > 0
--;
CREATE INDEX ix_move_to_location_id ON move (to_location_id)
--;
CREATE INDEX ix_move_order_line_id ON move (order_line_id) WHERE order_line_id IS NOT NULL
--;
CREATE INDEX ix_move_lot_id ON move (lot_id) WHERE lot_id > 0
--;
CREATE INDEX ix_move_serial_id ON move (serial_id) WHERE serial_id > 0
--;
CREATE INDEX ix_move_reverses_seq ON move (reverses_seq) WHERE reverses_seq IS NOT NULL
--;
CREATE INDEX ix_move_item_id ON move (item_id)
--;
CREATE INDEX ix_move_departed ON move (item_id, seq, posting_id, quantity) WHERE to_location_id + 0 = -2 AND reverses_seq IS NULL
--;
CREATE INDEX ix_move_from_location_id ON move (from_location_id)
--;
CREATE INDEX ix_move_to_lpn_id ON move (to_lpn_id) WHERE to_lpn_id > 0
--;
CREATE INDEX ix_move_posting_id ON move (posting_id)
--;
CREATE UNIQUE INDEX uq_balance_serial_id ON balance (serial_id) WHERE serial_id > 0 AND on_hand > 0
--;
CREATE INDEX ix_balance_item_id_since ON balance (item_id, since)
--;
CREATE INDEX ix_balance_location_id ON balance (location_id)
--;
CREATE INDEX ix_balance_lpn_id ON balance (lpn_id) WHERE lpn_id > 0
--;
CREATE INDEX ix_balance_lot_id ON balance (lot_id) WHERE lot_id > 0
--;
CREATE INDEX ix_allocation_open ON allocation (item_id, location_id) WHERE state = 'open'
--;
CREATE INDEX ix_allocation_order_line_id ON allocation (order_line_id)
--;
CREATE INDEX ix_allocation_open_lpn ON allocation (lpn_id) WHERE state = 'open' AND lpn_id > 0
--;
CREATE INDEX ix_allocation_previous_id ON allocation (previous_id)
--;
CREATE INDEX ix_asn_line_item_id ON asn_line (item_id)
--;
CREATE INDEX ix_receipt_supplier_id ON receipt (supplier_id)
--;
CREATE INDEX ix_receipt_dock_id ON receipt (dock_id)
--;
CREATE INDEX ix_receipt_asn_id ON receipt (asn_id)
--;
CREATE INDEX ix_manifest_posting_id ON manifest (posting_id)
--;
CREATE INDEX ix_shipment_order_id ON shipment (order_id)
--;
CREATE INDEX ix_shipment_load_id ON shipment (load_id)
--;
CREATE INDEX ix_return_line_order_line_id ON return_line (order_line_id)
--;
CREATE INDEX ix_return_line_return_id ON return_line (return_id)
--;
CREATE INDEX ix_count_line_item_id ON count_line (item_id)
--;
CREATE INDEX ix_count_line_location_id ON count_line (location_id)
--;
CREATE INDEX ix_count_line_count_id ON count_line (count_id)
--;
CREATE INDEX ix_receipt_line_receipt_id ON receipt_line (receipt_id)
--;
CREATE INDEX ix_receipt_line_asn_line_id ON receipt_line (asn_line_id)
--;
CREATE INDEX ix_receipt_line_posting_id ON receipt_line (posting_id)
--;
CREATE INDEX ix_discrepancy_receipt_id ON discrepancy (receipt_id)
--;
CREATE INDEX ix_inspection_item_id ON inspection (item_id)
--;
CREATE INDEX ix_inspection_receipt_id ON inspection (receipt_id)
--;
CREATE INDEX ix_carton_shipment_id ON carton (shipment_id)
--;
CREATE INDEX ix_task_state_kind_priority ON task (state, kind, priority)
--;
CREATE INDEX ix_task_order_line_id ON task (order_line_id)
--;
CREATE INDEX ix_task_to_location_id ON task (to_location_id)
--;
CREATE INDEX ix_task_claimed_by_id ON task (claimed_by_id)
--;
CREATE INDEX ix_task_batch_id_sequence ON task (batch_id, sequence)
--;
CREATE INDEX ix_task_document ON task (document)
--;
CREATE INDEX ix_task_allocation_id ON task (allocation_id)
--;
INSERT INTO ledger_head (id, last_posting, last_seq, hash) VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000')
--;
INSERT INTO role (code, name, id) VALUES ('system', 'System', 1)
--;
INSERT INTO users (login, name, password_hash, language, active, failed_logins, locked_until, version, id) VALUES ('system', 'System', '', 'en', 1, 0, NULL, 1, 1)
--;
INSERT INTO lot (item_id, code, expiry, produced, id) VALUES (NULL, '', NULL, NULL, 0)
--;
INSERT INTO role_permission (role_id, permission, id) VALUES (1, '*', 1)
--;
INSERT INTO serial (item_id, code, id) VALUES (NULL, '', 0)
--;
INSERT INTO user_role (user_id, role_id, site_id, id) VALUES (1, 1, NULL, 1)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'TRANSIT', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -6)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'ASSEMBLY', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -5)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'SCRAP', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -4)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'ADJUSTMENT', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -3)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'CUSTOMER', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -2)
--;
INSERT INTO location (site_id, zone_id, aisle_id, code, type, status, mixing, bay, level, position, x_mm, y_mm, z_mm, width_mm, depth_mm, height_mm, max_weight_g, max_volume_mm3, pick_sequence, version, id) VALUES (NULL, NULL, NULL, 'SUPPLIER', 'virtual', 'open', 'any', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1)
--;
INSERT INTO lpn (code, kind, parent_id, location_id, height_mm, id) VALUES ('', 'pallet', NULL, NULL, 0, 0)
--;
CREATE TRIGGER posting_insert_gate BEFORE INSERT ON posting WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER move_insert_gate BEFORE INSERT ON move WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER posting_update_never BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'posting is append-only'); END
--;
CREATE TRIGGER posting_delete_never BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'posting is append-only'); END
--;
CREATE TRIGGER move_update_never BEFORE UPDATE ON move BEGIN SELECT RAISE(ABORT, 'move is append-only'); END
--;
CREATE TRIGGER move_delete_never BEFORE DELETE ON move BEGIN SELECT RAISE(ABORT, 'move is append-only'); END
--;
CREATE TRIGGER audit_update_never BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
--;
CREATE TRIGGER audit_delete_never BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
--;
CREATE TRIGGER balance_insert_gate BEFORE INSERT ON balance WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER balance_update_gate BEFORE UPDATE ON balance WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER balance_delete_gate BEFORE DELETE ON balance WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER lpn_insert_gate BEFORE INSERT ON lpn WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER lpn_update_gate BEFORE UPDATE ON lpn WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER lpn_delete_gate BEFORE DELETE ON lpn WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER allocation_insert_gate BEFORE INSERT ON allocation WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER allocation_update_gate BEFORE UPDATE ON allocation WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER allocation_delete_never BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation is append-only'); END
--;
CREATE TRIGGER ledger_head_update_gate BEFORE UPDATE ON ledger_head WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE TRIGGER ledger_head_delete_never BEFORE DELETE ON ledger_head BEGIN SELECT RAISE(ABORT, 'ledger_head is append-only'); END
--;
CREATE TRIGGER move_derives_balance AFTER INSERT ON move BEGIN
  UPDATE balance SET on_hand = on_hand - NEW.quantity WHERE NEW.from_location_id > 0 AND owner_id = NEW.owner_id AND item_id = NEW.item_id AND lot_id = NEW.lot_id AND serial_id = NEW.serial_id AND status = NEW.from_status AND location_id = NEW.from_location_id AND lpn_id = NEW.from_lpn_id;
  SELECT RAISE(ABORT, 'not on hand') WHERE NEW.from_location_id > 0 AND changes() = 0;
  INSERT INTO balance (owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, on_hand, allocated, since)
    SELECT NEW.owner_id, NEW.item_id, NEW.lot_id, NEW.serial_id, NEW.to_status, NEW.to_location_id, NEW.to_lpn_id,
           NEW.quantity, 0, coalesce(NEW.since, (SELECT since FROM balance WHERE owner_id = NEW.owner_id AND item_id = NEW.item_id AND lot_id = NEW.lot_id AND serial_id = NEW.serial_id AND status = NEW.from_status AND location_id = NEW.from_location_id AND lpn_id = NEW.from_lpn_id))
    WHERE NEW.to_location_id > 0
    ON CONFLICT (item_id, location_id, lot_id, serial_id, status, lpn_id, owner_id)
    DO UPDATE SET on_hand = on_hand + excluded.on_hand, since = min(since, excluded.since);
  DELETE FROM balance WHERE NEW.from_location_id > 0 AND owner_id = NEW.owner_id AND item_id = NEW.item_id AND lot_id = NEW.lot_id AND serial_id = NEW.serial_id AND status = NEW.from_status AND location_id = NEW.from_location_id AND lpn_id = NEW.from_lpn_id AND on_hand = 0;
  SELECT RAISE(ABORT, 'an LPN is somewhere else') WHERE NEW.to_lpn_id > 0
    AND (SELECT location_id FROM lpn WHERE id = NEW.to_lpn_id) IS NOT NEW.to_location_id;
END
--;
CREATE TRIGGER move_reversal_mirrors AFTER INSERT ON move WHEN NEW.reverses_seq IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a reversal must mirror its original') WHERE NOT EXISTS (
    SELECT 1 FROM move o WHERE o.seq = NEW.reverses_seq AND o.owner_id = NEW.owner_id AND o.item_id = NEW.item_id
      AND o.lot_id = NEW.lot_id AND o.serial_id = NEW.serial_id AND o.from_status = NEW.to_status
      AND o.to_status = NEW.from_status AND o.from_location_id = NEW.to_location_id
      AND o.to_location_id = NEW.from_location_id AND o.from_lpn_id = NEW.to_lpn_id AND o.to_lpn_id = NEW.from_lpn_id);
  SELECT RAISE(ABORT, 'a reversal cannot exceed its original')
    WHERE (SELECT sum(quantity) FROM move WHERE reverses_seq = NEW.reverses_seq)
        > (SELECT quantity FROM move WHERE seq = NEW.reverses_seq);
END
--;
CREATE TRIGGER allocation_opens AFTER INSERT ON allocation BEGIN
  SELECT RAISE(ABORT, 'an allocation begins open') WHERE NEW.state <> 'open';
  UPDATE balance SET allocated = allocated + NEW.quantity WHERE owner_id = NEW.owner_id AND item_id = NEW.item_id AND lot_id = NEW.lot_id AND serial_id = NEW.serial_id AND status = NEW.status AND location_id = NEW.location_id AND lpn_id = NEW.lpn_id;
  SELECT RAISE(ABORT, 'not on hand') WHERE changes() = 0;
  UPDATE order_line SET allocated = allocated + NEW.quantity,
    picked = picked + iif(NEW.stage = 'reserved', 0, NEW.quantity),
    packed = packed + iif(NEW.stage = 'packed', NEW.quantity, 0) WHERE id = NEW.order_line_id;
END
--;
CREATE TRIGGER allocation_closes AFTER UPDATE ON allocation BEGIN
  SELECT RAISE(ABORT, 'an allocation is closed once') WHERE OLD.state <> 'open' OR NEW.state = 'open';
  SELECT RAISE(ABORT, 'an allocation cannot be changed') WHERE NEW.id <> OLD.id OR NEW.owner_id <> OLD.owner_id OR NEW.item_id <> OLD.item_id OR NEW.lot_id <> OLD.lot_id OR NEW.serial_id <> OLD.serial_id OR NEW.status <> OLD.status OR NEW.location_id <> OLD.location_id OR NEW.lpn_id <> OLD.lpn_id OR NEW.quantity <> OLD.quantity OR NEW.order_line_id <> OLD.order_line_id OR NEW.stage <> OLD.stage;
  UPDATE balance SET allocated = allocated - OLD.quantity WHERE owner_id = OLD.owner_id AND item_id = OLD.item_id AND lot_id = OLD.lot_id AND serial_id = OLD.serial_id AND status = OLD.status AND location_id = OLD.location_id AND lpn_id = OLD.lpn_id;
  SELECT RAISE(ABORT, 'not on hand') WHERE changes() = 0;
  UPDATE order_line SET allocated = allocated - OLD.quantity,
    picked = picked - iif(OLD.stage = 'reserved', 0, OLD.quantity),
    packed = packed - iif(OLD.stage = 'packed', OLD.quantity, 0)
    WHERE id = OLD.order_line_id AND NEW.state <> 'shipped';
  UPDATE order_line SET shipped = shipped + OLD.quantity
    WHERE id = OLD.order_line_id AND NEW.state = 'shipped';
END
--;
CREATE TRIGGER order_line_counters_gate BEFORE UPDATE OF allocated, picked, packed, shipped ON order_line
WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END
--;
CREATE VIEW stock AS SELECT id, owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, on_hand, allocated, on_hand - allocated AS free, since FROM balance
--;
CREATE VIEW moves AS SELECT m.seq, m.posting_id, m.owner_id, m.item_id, m.lot_id, m.serial_id, m.from_status, m.to_status, m.from_location_id, m.to_location_id, m.from_lpn_id, m.to_lpn_id, m.quantity, m.since, m.value_minor, m.order_line_id, m.reverses_seq, p.kind, p.document, p.reason, p.business_at, p.recorded_at, p.user_id, p.reverses_id FROM move m JOIN posting p ON p.id = m.posting_id
--;
CREATE VIEW postings AS SELECT id, kind, document, reason, business_at, recorded_at, user_id, reverses_id, first_seq, lines FROM posting
--;
CREATE VIEW departures AS SELECT seq, posting_id, item_id, quantity FROM move WHERE to_location_id + 0 = -2 AND reverses_seq IS NULL
--;
CREATE VIEW allocations AS SELECT id, owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, quantity, order_line_id, stage, state, previous_id, reason, opened_at, closed_at FROM allocation
