package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode only(String id, JsonNode value) {
        return TicketText.of(JsonNodeFactory.instance.objectNode().set(id, value), List.of(id))
                .get(id);
    }

    private static String wiki(String markup) {
        return only("description", JsonNodeFactory.instance.textNode(markup)).asText();
    }

    private static String adf(String content) {
        return only("description", json("{'type':'doc','version':1,'content':" + content + "}"))
                .asText();
    }

    @Test
    void theFieldsThatThereAreComeInTheOrderAskedFor() {
        JiraEvent event = Fixtures.event("cloud-issue-updated-in-review");

        Map<String, JsonNode> fields = TicketText.of(
                event.fields(), List.of("priority", "summary", "no_such", "labels", "assignee", "comment"));

        assertEquals(List.of("priority", "summary", "labels", "assignee"), List.copyOf(fields.keySet()));
        assertEquals("Medium", fields.get("priority").asText());
        assertTrue(fields.get("labels").isArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "null | null",
                "'' | null",
                "'  ' | null",
                "'*as it is*' | '*as it is*'",
                "3.5 | 3.5",
                "true | true",
                "{'id':'1','name':'Task','subtask':false} | 'Task'",
                "{'id':'1','key':'DEMO','name':'Demo'} | 'Demo'",
                "{'id':'1','key':'DEMO-1','fields':{}} | 'DEMO-1'",
                "{'id':'1','value':'Red'} | 'Red'",
                "{'id':'1','value':'EU','child':{'value':'Berlin'}} | 'EU / Berlin'",
                "['ci','backend'] | ['ci','backend']",
                "[{'name':'API'},null,{'name':'UI'}] | ['API','UI']",
                "[] | []",
                "{'votes':3,'hasVoted':false} | null"
            })
    void valuesAreWrittenByWhatPeopleSee(String field, String text) {
        assertEquals(json(text), only("some_field", json(field)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'accountId':'712020:a','displayName':'Ann Example','emailAddress':'ann@example.com'}"
                        + " | {'account_id':'712020:a','display_name':'Ann Example'}",
                "{'name':'ann','key':'JIRAUSER10100','displayName':'Ann Example','emailAddress':'ann@example.com'}"
                        + " | {'account_id':'ann','display_name':'Ann Example'}",
                "{'name':'ann@example.com','key':'JIRAUSER10100','displayName':'ann@example.com'}"
                        + " | {'account_id':'JIRAUSER10100','display_name':null}",
                "{'name':'ann@example.com','key':'ann@example.com','emailAddress':'ann@example.com'}"
                        + " | {'account_id':null,'display_name':null}",
                "[{'accountId':'712020:a','displayName':'Ann @ Acme','avatarUrls':{'48x48':'https://x'}}]"
                        + " | [{'account_id':'712020:a','display_name':'Ann @ Acme'}]"
            })
    void peopleHaveAccountIdAndDisplayNameAndNoMailAddress(String field, String person) {
        JsonNode written = only("assignee", json(field));

        assertEquals(json(person), written);
        assertFalse(written.toString().contains("@example"), written::toString);
    }

    @Test
    void theCommentIsTheEventsWhateverTheIssueHas() {
        JiraEvent event = Fixtures.event("cloud-comment-created");

        assertTrue(TicketText.of(event.fields(), List.of("comment"))
                .get("comment")
                .asText()
                .startsWith("/deploy staging"));
        JiraEvent without = JiraEvent.parse(
                "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"key\":\"P-1\",\"fields\":{\"comment\":{\"comments\":[]}}}}"
                        .getBytes(StandardCharsets.UTF_8),
                null);
        assertEquals(Map.of(), TicketText.of(without.fields(), List.of("comment")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "h2. Why | ## Why",
                "bq. said | > said",
                "---- | ---",
                "* one^** two^# first | - one^  - two^1. first",
                "- one | - one",
                "a *strong* and *strong* b | a **strong** and **strong** b",
                "*a* *b* _c_ | **a** **b** *c*",
                "2*3*4 snake_case_name | 2*3*4 snake_case_name",
                "(*a*), _b_. | (**a**), *b*.",
                "{{x = 1}} | `x = 1`",
                "{color:red}red{color} | red",
                "\"[docs|https://example.com/a]\" | [docs](https://example.com/a)",
                "\"[docs|https://example.com/a|smart-link]\" | [docs](https://example.com/a)",
                "[https://example.com/a] | https://example.com/a",
                "[~accountid:712020:a] hi | @712020:a hi",
                "[~ann] hi | @ann hi",
                "[~ann@example.com] hi | @somebody hi",
                "\"!screen.png|thumbnail!\" | (attachment: screen.png)",
                "no! really! | no! really!",
                "a\\\\ b | a^b",
                "\\*plain\\* | *plain*",
                "\"||a||b||^|1|2|\" | \"| a | b |^|---|---|^|1|2|\"",
                "\"{panel:title=T}^in^{panel}\" | in",
                "\"see {code:python|title=src/app.py}^x = *1*^{code} end\" | \"see ^src/app.py:^```python^x = *1*^```^ end\"",
                "{noformat}h1. x{noformat} | ```^h1. x^```",
                "{code}a | {code}a",
                "{code}```{code} | ~~~~^```^~~~~"
            })
    void wikiMarkupBecomesMarkdown(String markup, String text) {
        assertEquals(text.replace('^', '\n'), wiki(markup.replace('^', '\n')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[{'type':'paragraph','content':[{'type':'text','text':'Hello'}]},{'type':'paragraph','content':[{'type':'text','text':'b'}]}] | Hello^^b",
                "[{'type':'heading','attrs':{'level':3},'content':[{'type':'text','text':'Why'}]}] | ### Why",
                "[{'type':'paragraph','content':[{'type':'text','text':'a','marks':[{'type':'strong'}]},{'type':'text','text':' b','marks':[{'type':'underline'}]}]}] | **a** b",
                "[{'type':'paragraph','content':[{'type':'text','text':'a','marks':[{'type':'link','attrs':{'href':'https://e.com'}}]},{'type':'hardBreak'},{'type':'text','text':'b','marks':[{'type':'code'}]}]}] | [a](https://e.com)^`b`",
                "[{'type':'codeBlock','attrs':{'language':'java'},'content':[{'type':'text','text':'int a;^int b;'}]}] | ```java^int a;^int b;^```",
                "[{'type':'rule'}] | ---",
                "[{'type':'panel','attrs':{'panelType':'info'},'content':[{'type':'paragraph','content':[{'type':'text','text':'a'}]}]}] | > a",
                "[{'type':'paragraph','content':[{'type':'mention','attrs':{'id':'712020:a','text':'@Ann'}}]}] | @Ann (712020:a)",
                "[{'type':'paragraph','content':[{'type':'mention','attrs':{'id':'712020:a','text':'@ann@example.com'}}]}] | @712020:a",
                "[{'type':'paragraph','content':[{'type':'emoji','attrs':{'shortName':':tick:'}},{'type':'status','attrs':{'text':'OPEN'}},{'type':'date','attrs':{'timestamp':'1767571200000'}}]}] | :tick:[OPEN]2026-01-05",
                "[{'type':'mediaSingle','content':[{'type':'media','attrs':{'id':'1','alt':'a.png'}}]}] | (attachment: a.png)",
                "[{'type':'blockCard','attrs':{'url':'https://e.com'}}] | https://e.com",
                "[{'type':'expand','attrs':{'title':'More'},'content':[{'type':'paragraph','content':[{'type':'text','text':'a'}]}]}] | **More**^a",
                "[{'type':'unknown','content':[{'type':'paragraph','content':[{'type':'text','text':'a'}]}]}] | a",
                "[{'type':'unknown'},7,null,{'content':{'a':1}}] | ''"
            })
    void adfBecomesMarkdown(String content, String text) {
        String expected = text.equals("''") ? "null" : text.replace('^', '\n');
        assertEquals(expected, adf(content.replace("^", "\\n")));
    }

    @Test
    void listsAndTablesOfAdfKeepTheirShape() {
        String item = "{'type':'listItem','content':[{'type':'paragraph','content':[{'type':'text','text':'%s'}]}%s]}";
        String nested = ",{'type':'orderedList','content':[" + item.formatted("b", "") + "]}";
        assertEquals(
                "- a\n  1. b\n- c",
                adf("[{'type':'bulletList','content':[" + item.formatted("a", nested) + "," + item.formatted("c", "")
                        + "]}]"));
        assertEquals(
                "- [x] a\n- [ ] b",
                adf("[{'type':'taskList','content':["
                        + "{'type':'taskItem','attrs':{'state':'DONE'},'content':[{'type':'text','text':'a'}]},"
                        + "{'type':'taskItem','attrs':{'state':'TODO'},'content':[{'type':'text','text':'b'}]}]}]"));
        String cell = "{'type':'tableCell','content':[{'type':'paragraph','content':[{'type':'text','text':'%s'}]}]}";
        String row = "{'type':'tableRow','content':[" + cell + "," + cell + "]}";
        assertEquals(
                "| a | b |\n|---|---|\n| c | d |",
                adf("[{'type':'table','content':[" + row.formatted("a", "b") + "," + row.formatted("c", "d") + "]}]"));
    }

    @Test
    void theDescriptionOfTheSampleIsReadable() {
        JiraEvent event = Fixtures.event("cloud-description-adf");

        String text = TicketText.of(event.fields(), List.of("description"))
                .get("description")
                .textValue();

        assertTrue(text.contains("```"), text);
        assertFalse(text.contains("\"type\""), text);
    }

    @Test
    void aFieldHas32KilobytesAndIsCutWithARemark() {
        String whole = "ä ".repeat(TicketText.LONGEST_FIELD / 3);

        assertEquals(whole.strip(), only("summary", text(whole.strip())).textValue());
        String cut = only("summary", text(whole + "ä ".repeat(100))).textValue();
        assertTrue(cut.endsWith("ä\n… (cut)"), () -> cut.substring(cut.length() - 30));
        int size = cut.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size <= TicketText.LONGEST_FIELD && size > TicketText.LONGEST_FIELD - 10, "" + size);
    }

    @Test
    void aCutLeavesNoPartOfAWord() {
        String secret = "secret".repeat(20);
        String text = "x".repeat(TicketText.LONGEST_FIELD - 60) + " " + secret + " end";

        String cut = only("summary", text(text)).textValue();

        assertEquals("x".repeat(TicketText.LONGEST_FIELD - 60) + "\n… (cut)", cut);
    }

    @Test
    void aCutLeavesNoHalfACharacter() {
        for (int shift = 0; shift < 5; shift++) {
            String cut = only("summary", text("x".repeat(shift) + "😀".repeat(10_000)))
                    .textValue();

            assertEquals(cut, new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            assertTrue(cut.endsWith("😀\n… (cut)"), cut.substring(cut.length() - 12));
        }
    }

    /** Such a text becomes a short one, so that what is left out is not seen by its length. */
    @Test
    void markupThatIsNotReadToItsEndHasARemarkAndNoHalfACharacter() {
        String markup = "{color:red}".repeat(6_000);

        for (int shift = 0; shift < 3; shift++) {
            String written = wiki("x".repeat(shift) + markup.substring(0, 65_534) + "😀😀 and more");

            assertTrue(written.endsWith("\n… (cut)"), written);
            assertEquals(written, new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        assertTrue(wiki("word ".repeat(20_000)).endsWith("word\n… (cut)"));
    }

    @Test
    void allFieldsTogetherHave200Kilobytes() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            ids.add("customfield_" + n);
            fields.put("customfield_" + n, "word ".repeat(20_000));
        }
        ids.add("labels");
        ArrayNode labels = fields.putArray("labels");
        IntStream.range(0, 100_000).forEach(n -> labels.add("l" + n));

        Map<String, JsonNode> values = TicketText.of(fields, ids);

        assertEquals(ids, List.copyOf(values.keySet()));
        int size = values.values().stream()
                .mapToInt(value -> value.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertTrue(size <= TicketText.LONGEST + 500, "" + size);
        assertEquals("… (cut)", values.get("customfield_11").textValue());
        assertEquals(
                "… (cut)",
                TicketText.of(fields, List.of("customfield_1"), values)
                        .get("customfield_1")
                        .textValue(),
                "what was written before counts too");
    }

    @Test
    void aLongListIsCutWithARemark() {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 100_000).forEach(n -> labels.add("l" + n));

        JsonNode value = only("labels", labels);

        assertEquals("… (cut)", value.get(value.size() - 1).textValue());
        assertTrue(value.toString().length() < 2 * TicketText.LONGEST_FIELD, "" + value.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "_", "{code", "{code}", "{{", "[", "[a|", "!a.png|", "||", "\\", "\n", "{quote}", "[~", "* ",
                "h1. "
            })
    void markupThatIsRepeatedForEverTakesNoTime(String part) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertTrue(wiki(part.repeat(1_000_000 / part.length())).getBytes(StandardCharsets.UTF_8).length
                        <= TicketText.LONGEST_FIELD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"panel", "bulletList", "listItem", "table", "unknown", "paragraph", "taskList"})
    void aDeepDocumentIsWrittenAndStaysSmall(String type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "paragraph");
        ArrayNode words = node.putArray("content");
        IntStream.range(0, 50_000)
                .forEach(n -> words.addObject().put("type", "text").put("text", "a\n"));
        for (int depth = 0; depth < 200; depth++) {
            ObjectNode outer = JsonNodeFactory.instance.objectNode().put("type", type);
            outer.putArray("content").add(node);
            node = outer;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("type", "doc");
        document.putArray("content").add(node);

        String text = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> only("description", document).asText());

        assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= TicketText.LONGEST_FIELD, "" + text.length());
        assertTrue(text.contains("a"), text);
    }

    @Test
    void whateverStandsInAFieldIsWritten() {
        for (String hostile : Set.of(
                "{'type':'doc'}",
                "{'type':'doc','content':'x'}",
                "{'type':'doc','content':[{'type':'heading','attrs':{'level':99999999999}}]}",
                "{'type':'doc','content':[{'type':'date','attrs':{'timestamp':'99999999999999999'}}]}",
                "{'type':'doc','content':[{'type':'text','text':7,'marks':{'a':1}}]}",
                "{'accountId':7,'displayName':[]}",
                "{'value':{}}",
                "{'name':{}}",
                "[[['a']]]")) {
            only("description", json(hostile));
        }
        assertEquals(json("[[['a']]]"), only("x", json("[[['a']]]")));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
