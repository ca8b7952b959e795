/* What a PDF says of itself, once more as XML: the Extensible Metadata Platform (ISO 16684-1). */
#include "surface/mend.h"

#include "surface/write.h"

/* One property; wrap: what stands around its value. */
static void append(GString *out, const char *name, const char *open, const char *text, const char *close)
{
	if (!text || !*text)
		return;
	g_string_append_printf(out, "<%s>%s", name, open);
	bill_append_xml(out, text);
	g_string_append_printf(out, "%s</%s>\n", close, name);
}

#define ALT "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
#define ALT_END "</rdf:li></rdf:Alt>"
#define BAG "<rdf:Bag><rdf:li>"
#define BAG_END "</rdf:li></rdf:Bag>"

char *bill_pdf_xmp(const struct bill_sheet_info *info, const char *date)
{
	g_autoptr(GString) xml =
		g_string_new("<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
					 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
					 "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
					 " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
	append(xml, "dc:format", "", "application/pdf", "");
	append(xml, "dc:title", ALT, info->title, ALT_END);
	append(xml, "dc:creator", "<rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq>");
	append(xml, "dc:description", ALT, info->subject, ALT_END);
	append(xml, "dc:language", BAG, info->language, BAG_END);
	append(xml, "pdf:Keywords", "", info->keywords, "");
	append(xml, "xmp:CreatorTool", "", "handbill " BILL_VERSION, "");
	append(xml, "xmp:CreateDate", "", date, "");
	append(xml, "xmp:ModifyDate", "", date, "");
	g_string_append(xml, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
	return g_strdup_printf("<< /Type /Metadata /Subtype /XML /Length %zu >>\nstream\n%s\nendstream", xml->len, xml->str);
}
