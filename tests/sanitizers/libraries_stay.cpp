// Linked into every test of the sanitize preset. A driver that was unloaded leaves its leaks without a name, and no
// suppression can tell them from ours; so no library is ever unloaded.
extern "C" int dlclose(void*) { return 0; }
