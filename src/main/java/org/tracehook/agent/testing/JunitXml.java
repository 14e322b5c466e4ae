package org.tracehook.agent.testing;

import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.tracehook.agent.testing.TestCase.TestStatus;
import org.tracehook.agent.testing.TestReports.BadReportException;

/**
 * Reads one JUnit XML report (https://github.com/testmoapp/junitxml) and counts its {@code testcase} elements.
 *
 * <p>The totals in its attributes are ignored. A test that failed first and then passed ({@code flakyFailure}) counts as
 * passed. A failure of the suite itself counts as one more test.
 */
final class JunitXml {

    private static final int DEEPEST = 100;

    /**
     * Limits on entities. Newer JDKs set them low and count character references such as {@code &#10;}, of which the output of
     * tests is full. Without document types there is no entity to limit.
     */
    private static final String[] ENTITY_LIMITS = {
        "jdk.xml.entityExpansionLimit",
        "jdk.xml.entityReplacementLimit",
        "jdk.xml.maxGeneralEntitySizeLimit",
        "jdk.xml.totalEntitySizeLimit"
    };

    private static final int NO_LIMIT = 0;

    /** The attribute with the path of a test's source, which some tools write. */
    private static final String FILE = "file";

    private final XMLStreamReader xml;
    private final TestTally tally;
    private int depth;
    private int testDepth;
    private String suite = "";
    private String suiteFile = "";
    private TestCase test;

    private JunitXml(XMLStreamReader xml, TestTally tally) {
        this.xml = xml;
        this.tally = tally;
    }

    /** Adds the report's tests to the tally. */
    static void read(InputStream in, TestTally tally) throws BadReportException {
        try {
            XMLStreamReader xml = reader(in);
            new JunitXml(xml, tally).read();
            xml.close();
        } catch (XMLStreamException | RuntimeException e) {
            // RuntimeException: the JDK's parser throws some of its own on broken input
            throw new BadReportException("is no well-formed XML");
        }
    }

    /** A reader for XML of unknown origin: it reads no document type, resolves no entity and opens nothing else. */
    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not resolved");
        });
        for (String limit : ENTITY_LIMITS) {
            if (factory.isPropertySupported(limit)) {
                factory.setProperty(limit, NO_LIMIT);
            }
        }
        return factory.createXMLStreamReader(in);
    }

    private void read() throws XMLStreamException, BadReportException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadReportException("has a document type, which no JUnit report has");
                default -> {
                    // comments and the like do not count
                }
            }
        }
    }

    private void start(String element) throws BadReportException {
        depth++;
        if (depth == 1 && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new BadReportException("is no JUnit XML: its root is neither testsuites nor testsuite");
        }
        if (depth > DEEPEST) {
            throw new BadReportException("is nested more than " + DEEPEST + " deep");
        }
        if (element.equals("testsuite")) {
            suite = attribute("name");
            suiteFile = attribute(FILE);
        } else if (test == null) {
            startInSuite(element);
        } else if (depth == testDepth + 1) {
            test.detail(element, attribute("message"));
        }
    }

    private void startInSuite(String element) {
        Optional<TestStatus> beside = TestStatus.of(element).filter(TestStatus::isBad);
        if (element.equals("testcase")) {
            String file = attribute(FILE);
            test = new TestCase(attribute("classname"), attribute("name"), file.isEmpty() ? suiteFile : file);
            test.statusAttribute(attribute("status"));
            testDepth = depth;
        } else if (beside.isPresent()) {
            test = new TestCase(suite, "", suiteFile);
            test.detail(element, attribute("message"));
            testDepth = depth;
        }
    }

    private void end() throws BadReportException {
        if (test != null && depth == testDepth) {
            tally.add(test);
            test = null;
        }
        depth--;
    }

    private void text() {
        if (test != null) {
            test.text(xml.getText());
        }
    }

    private String attribute(String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }
}
