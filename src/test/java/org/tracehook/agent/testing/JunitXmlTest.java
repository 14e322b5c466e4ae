package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.testing.TestCase.TestStatus;
import org.tracehook.agent.testing.TestReports.BadReportException;

class JunitXmlTest {

    private static final Duration GENEROUS = Duration.ofMinutes(2);

    /** Passed, skipped, failed and broken tests of what stands in a suite. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                                              | 0 0 0 0",
                "<testcase/>                                                                   | 1 0 0 0",
                "<testcase><system-out>failure</system-out><properties/></testcase>            | 1 0 0 0",
                "<testcase><failure/></testcase>                                               | 0 0 1 0",
                "<testcase><failure/><failure/><error/></testcase>                             | 0 0 0 1",
                "<testcase><error/><failure/></testcase>                                       | 0 0 0 1",
                "<testcase><skipped/></testcase>                                               | 0 1 0 0",
                "<testcase><skipped/><failure/></testcase>                                     | 0 0 1 0",
                "<testcase><flakyFailure/><flakyError/></testcase>                             | 1 0 0 0",
                "<testcase><failure/><rerunFailure/><rerunError/></testcase>                   | 0 0 1 0",
                "<testcase><rerunFailure><error/></rerunFailure></testcase>                    | 1 0 0 0",
                "<testcase status='notrun'/><testcase status='disabled'/><testcase status='run'/> | 1 2 0 0",
                "<testsuite><testcase/><testsuite><testcase/></testsuite></testsuite><testcase/>  | 3 0 0 0",
                "<error message='no set-up'/><testcase/>                                       | 1 0 0 1",
                "<system-out><![CDATA[<testcase/>]]></system-out><!-- <testcase/> -->          | 0 0 0 0"
            })
    void elementsAreCountedByWhatTheySay(String content, String counts) throws Exception {
        TestTally tally = read("<testsuites tests='99' failures='99'><testsuite name='S' errors='99'>"
                + (content == null ? "" : content) + "</testsuite></testsuites>");

        assertEquals(
                counts,
                tally.count(TestStatus.PASSED) + " " + tally.count(TestStatus.SKIPPED) + " "
                        + tally.count(TestStatus.FAILED) + " " + tally.count(TestStatus.ERROR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<failure message='m'>text</failure>                     | m",
                "<failure>&#10;  first&#10; second</failure>                 | first",
                "<failure><![CDATA[ in <cdata> ]]></failure>             | in <cdata>",
                "<failure/><system-out>printed</system-out>              | ``",
                "<skipped message='s'/><failure message='f'/>            | f",
                "<failure message='f'/><skipped message='s'/>            | f"
            })
    void theMessageIsTheWorstFailures(String details, String message) throws Exception {
        TestTally tally = read("<testsuite><testcase name='n' classname='c'>" + details + "</testcase></testsuite>");

        assertEquals("n", tally.failures().get(0).name());
        assertEquals("c", tally.failures().get(0).className());
        assertEquals(message == null ? "" : message, tally.failures().get(0).message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<testsuite><testcase file='a.py'><failure/></testcase></testsuite>                       | a.py",
                "<testsuite file='s.php'><testcase><failure/></testcase></testsuite>                      | s.php",
                "<testsuite file='s.php'><testcase file='a.php'><failure/></testcase></testsuite>         | a.php",
                "<testsuite file='s.php'><testsuite><testcase><failure/></testcase></testsuite></testsuite> | ''",
                "<testsuite file='s.php'><error/></testsuite>                                             | s.php",
                "<testsuite><testcase><failure/></testcase></testsuite>                                   | ''"
            })
    void theFileIsTheTestsElseItsSuites(String report, String file) throws Exception {
        assertEquals(file, read(report).failures().get(0).file());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no xml",
                "<testsuite>",
                "<testsuite></testsuites>",
                "<testsuite/><testsuite/>",
                "<testsuite>&unknown;</testsuite>",
                "<testsuite><testcase name='&unknown;'/></testsuite>",
                "<testsuite>&#0;</testsuite>",
                "<testsuite a='1' a='2'/>",
                "<?xml version='1.0' encoding='no-such'?><testsuite/>",
                "<?xml version='9.9'?><testsuite/>",
                "<report/>",
                "<testcase/>",
                "<!DOCTYPE testsuite><testsuite/>",
                "<!DOCTYPE testsuite SYSTEM 'http://127.0.0.1:9/a.dtd'><testsuite/>",
                "<!DOCTYPE testsuite [<!ENTITY % a SYSTEM 'file:///etc/passwd'>%a;]><testsuite/>"
            })
    void whatIsNoReportIsMalformed(String text) {
        assertThrows(BadReportException.class, () -> read(text));
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        byte[] bytes = {'<', 't', 'e', 's', 't', 's', 'u', 'i', 't', 'e', '>', (byte) 0xff, (byte) 0xfe};

        assertThrows(BadReportException.class, () -> JunitXml.read(new ByteArrayInputStream(bytes), new TestTally()));
    }

    @Test
    void anEntityBombIsMalformedAtOnce() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY e0 'boom'>");
        for (int level = 1; level < 40; level++) {
            bomb.append("<!ENTITY e%d '%s'>".formatted(level, ("&e" + (level - 1) + ";").repeat(10)));
        }
        bomb.append("]><testsuite><testcase name='&e39;'/></testsuite>");

        assertTimeoutPreemptively(GENEROUS, () -> assertThrows(BadReportException.class, () -> read(bomb.toString())));
    }

    @Test
    void externalEntitiesAreNotRead(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "canary");
        BadReportException thrown = assertThrows(
                BadReportException.class,
                () -> read("<!DOCTYPE testsuite [<!ENTITY a SYSTEM '" + secret.toUri()
                        + "'>]><testsuite><testcase><failure>&a;</failure></testcase></testsuite>"));

        assertEquals("has a document type, which no JUnit report has", thrown.getMessage());
    }

    @Test
    void anyNumberOfCharacterReferencesIsRead() throws Exception {
        String references = "&#10;&#x41;&lt;".repeat(100_000);
        TestTally tally = read("<testsuite><testcase name='a'><failure message='m" + references + "'>" + references
                + "</failure></testcase><testcase><system-out>" + references + "</system-out></testcase></testsuite>");

        assertEquals(2, tally.total());
        assertEquals(300_001, tally.failures().get(0).message().length());
    }

    @Test
    void manyTestsInOneReportAreRead() throws Exception {
        assertEquals(
                60_000,
                read("<testsuite>" + "<testcase classname='a.B' name='c'/>".repeat(60_000) + "</testsuite>")
                        .total());
    }

    @Test
    void longNamesAndManyAttributesAreRead() throws Exception {
        StringBuilder attributes = new StringBuilder();
        for (int at = 0; at < 150; at++) {
            attributes
                    .append(" a")
                    .append(at)
                    .append("='")
                    .append("x".repeat(1_000))
                    .append("'");
        }

        assertEquals(
                1, read("<testsuite><testcase" + attributes + "/></testsuite>").total());
    }

    @Test
    void deepNestingIsMalformed() {
        assertThrows(
                BadReportException.class, () -> read("<testsuite>".repeat(100_000) + "</testsuite>".repeat(100_000)));
    }

    @Test
    void otherEncodingsAreRead() throws Exception {
        TestTally tally = new TestTally();
        String text = "<?xml version='1.0' encoding='ISO-8859-1'?>"
                + "<testsuite><testcase name='größer'><failure/></testcase></testsuite>";
        JunitXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), tally);

        assertEquals("größer", tally.failures().get(0).name());
    }

    private static TestTally read(String text) throws BadReportException {
        TestTally tally = new TestTally();
        JunitXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), tally);
        return tally;
    }
}
