/* The event readers, behind the door that the command line uses; what was read is written in every format. */
#include "event/event.h"
#include "fuzz.h"

static void write_all(const struct bill_event *event)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (int format = BILL_EVENT_YAML; format <= BILL_EVENT_JSONL; format++)
		bill_event_write(event, (enum bill_event_format)format, out);
	g_assert(g_utf8_validate(out->str, (gssize)out->len, NULL)); /* the promise of the stage */
	struct bill_arena *arena = bill_arena_new();
	static const char *const styles[] = {"long", "medium", "short", "weekday", "season", "time", "%F"};
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		bill_when_format(event, 'r', styles[i], NULL, arena);
	bill_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_reader *reader = bill_reader_open(fuzz_file(SUFFIX, data, size), diags);
	struct bill_event *event = reader ? bill_reader_next(reader, diags) : NULL;
	while (event) {
		write_all(event);
		bill_event_free(event);
		event = bill_reader_next(reader, diags);
	}
	bill_reader_close(reader);
	bill_diags_free(diags);
	return 0;
}
