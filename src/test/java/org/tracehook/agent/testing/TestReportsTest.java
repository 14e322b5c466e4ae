package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files count as reports, by the outcomes of whole runs. */
class TestReportsTest {

    private static final String NONE =
            "Failure: Tests FAILED: the test command wrote no report that matches **/TEST-*.xml, it ended with exit code 0";
    private static final String GOOD = TestRun.report(TestRun.passing(3));
    private static final String BAD = TestRun.report("<testcase name='a'><failure/></testcase>");

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private TestRun run;

    @BeforeEach
    void emptyCheckout() {
        run = new TestRun(directory).with("reports", "**/TEST-*.xml");
    }

    @Test
    void reportsOfTheCommitDoNotCount() throws Exception {
        run.file("target/TEST-forged.xml", GOOD).file("TEST-forged.xml", GOOD).script("exit 0");

        assertEquals(NONE, TestRun.text(run.outcome()));
        assertTrue(Files.exists(directory.resolve("TEST-forged.xml")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat good > TEST-a.xml",
                "cp good TEST-a.xml",
                "rm TEST-a.xml; cp good TEST-a.xml",
                "cp good new; mv new TEST-a.xml",
                "cat TEST-a.xml > same; cat same > TEST-a.xml"
            })
    void aReportOfTheCommitThatIsWrittenAgainCounts(String writing) throws Exception {
        run.file("TEST-a.xml", GOOD)
                .file("good", GOOD)
                .file("TEST-old.xml", BAD)
                .script(writing);

        assertEquals("Success: Status: PASS, Tests: 3/3", TestRun.text(run.outcome()));
    }

    @Test
    void aReportOfTheCommitThatIsMovedDoesNotCount() throws Exception {
        run.file("TEST-a.xml", GOOD).script("mkdir out; mv TEST-a.xml out/; cp -p out/TEST-a.xml TEST-b.xml");

        assertEquals(NONE, TestRun.text(run.outcome()));
    }

    @Test
    void allReportsAreCountedTogether() throws Exception {
        run.file("good", GOOD)
                .file("bad", BAD)
                .script(
                        "mkdir -p a/b c",
                        "cp good TEST-1.xml; cp good a/b/TEST-2.xml; cp bad c/TEST-3.xml",
                        "cp bad a/x.xml");

        assertEquals("Failure: Tests FAILED: 1 test(s) failed out of 7 (1 failures)", TestRun.text(run.outcome()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s \"$ELSEWHERE\"/TEST-a.xml TEST-a.xml",
                "ln -s \"$ELSEWHERE\" out",
                "mkdir out; cd out; ln -s .. up; ln -s ../good TEST-a.xml",
                "mkdir TEST-a.xml",
                "mkfifo TEST-a.xml"
            })
    void linksAndWhatIsNoFileAreNoReports(String writing) throws Exception {
        Files.writeString(elsewhere.resolve("TEST-a.xml"), GOOD);
        run.file("good", GOOD).with("variables.ELSEWHERE", elsewhere.toString()).script(writing);

        assertEquals(NONE, TestRun.text(run.outcome()));
    }

    @Test
    void linksOfTheCommitAreNotWrittenThrough() throws Exception {
        Path outside = Files.writeString(elsewhere.resolve("TEST-a.xml"), GOOD);
        var before = Files.getLastModifiedTime(outside);
        Files.createSymbolicLink(directory.resolve("TEST-a.xml"), outside);
        Files.createSymbolicLink(directory.resolve("out"), elsewhere);

        assertEquals(NONE, TestRun.text(run.script("exit 0").outcome()));
        assertEquals(before, Files.getLastModifiedTime(outside));
    }

    @Test
    void aCheckoutThatTheCommandReplacedIsNotLookedAt() throws Exception {
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Files.writeString(elsewhere.resolve("TEST-a.xml"), GOOD);
        TestRun moved = new TestRun(checkout)
                .with("reports", "**/TEST-*.xml")
                .with("variables.ELSEWHERE", elsewhere.toString())
                .script("cd ..; mv checkout gone; ln -s \"$ELSEWHERE\" checkout");

        assertEquals(NONE, TestRun.text(moved.outcome()));
    }

    @Test
    void aReportThatIsTooLargeIsNamed() throws Exception {
        run.script("head -c 20971521 /dev/zero > TEST-a.xml");

        assertEquals(
                "Failure: Tests FAILED: the report TEST-a.xml is larger than 20 MB; the test command ended with exit code 0",
                TestRun.text(run.outcome()));
    }

    @Test
    void aNameOfAReportIsOneLine() throws Exception {
        run.script("mkdir \"$(printf 'a\\nb')\"", "echo x > \"$(printf 'a\\nb/TEST-\\033[31m.xml')\"");

        assertEquals(
                "Failure: Tests FAILED: the report a b/TEST-\uFFFD[31m.xml is no well-formed XML; "
                        + "the test command ended with exit code 0",
                TestRun.text(run.outcome()));
    }

    @Test
    void tooManyReportsAreAFailure() throws Exception {
        run.file("good", GOOD).script("n=0", "while [ $n -le 10000 ]; do : > TEST-$n.xml; n=$((n+1)); done");

        assertEquals(
                "Failure: Tests FAILED: more than 10000 files match **/TEST-*.xml; "
                        + "the test command ended with exit code 0",
                TestRun.text(run.outcome()));
    }

    @Test
    void directoriesOfAnyDepthAreNoTrouble() throws Exception {
        run.file("good", GOOD)
                .script("n=0", "while [ $n -lt 900 ]; do mkdir d && cd d; n=$((n+1)); done", ": > TEST-x.xml");

        assertEquals(NONE, TestRun.text(run.outcome()));
    }
}
