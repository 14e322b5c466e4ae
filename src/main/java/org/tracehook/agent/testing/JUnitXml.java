package org.tracehook.agent.testing;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a report in the format that Ant's JUnit task began and every test runner writes. Test cases are counted; the totals
 * that a report claims are not believed. A document type, and with it every entity of its own, is refused.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">the format as it is used</a>
 */
final class JUnitXml {

    private static final int DEEPEST = 100;

    private static final List<String> ROOTS = List.of("testsuites", "testsuite");

    /**
     * From JDK 24 on character references such as {@code &#10;} count towards these limits, and stack traces are full of
     * them. Without a document type there is nothing else that the limits could be needed for.
     */
    private static final Map<String, String> WITHOUT_LIMITS = Map.of(
            "jdk.xml.entityExpansionLimit", "0",
            "jdk.xml.totalEntitySizeLimit", "0",
            "jdk.xml.maxGeneralEntitySizeLimit", "0");

    private final ResultCount count;
    private final Deque<String> open = new ArrayDeque<>();
    private String suite = "";
    private String test = "";
    private Optional<String> result = Optional.empty();
    private String message = "";

    JUnitXml(ResultCount count) {
        this.count = count;
    }

    /**
     * Counts the tests of one report.
     *
     * @throws XMLStreamException if it is no such report
     */
    void read(InputStream report) throws XMLStreamException, InterruptedException {
        XMLStreamReader xml = factory().createXMLStreamReader(report);
        try {
            while (xml.hasNext()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the step is out of time");
                }
                event(xml, xml.next());
            }
        } finally {
            xml.close();
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        WITHOUT_LIMITS.forEach((name, none) -> {
            if (factory.isPropertySupported(name)) {
                factory.setProperty(name, none);
            }
        });
        return factory;
    }

    private void event(XMLStreamReader xml, int event) throws XMLStreamException {
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("it has a document type");
            case XMLStreamConstants.START_ELEMENT -> begin(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
            default -> {
                // Comments and processing instructions say nothing about tests.
            }
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        if (open.isEmpty() && !ROOTS.contains(name)) {
            throw new XMLStreamException("it is no JUnit report");
        }
        if (open.size() >= DEEPEST) {
            throw new XMLStreamException("it is nested too deeply");
        }
        open.push(name);
        switch (name) {
            case "testcase" -> {
                suite = attribute(xml, "classname")
                        .orElse(attribute(xml, "file").orElse(""));
                test = attribute(xml, "name").orElse("");
                result = Optional.empty();
                message = "";
            }
            case "failure", "error", "skipped" -> result(name, xml);
            default -> {
                // Properties, output, and what is told of an attempt that was repeated.
            }
        }
    }

    /** Of several, the worst counts: a test can fail and then break while it is torn down. */
    private void result(String name, XMLStreamReader xml) {
        if (open.contains("testcase")) {
            if (!result.equals(Optional.of("error"))) {
                result = Optional.of(name);
                message = message(xml);
            }
        } else if (!name.equals("skipped")) {
            count.error("", "", message(xml));
        }
    }

    private static String message(XMLStreamReader xml) {
        return attribute(xml, "message").or(() -> attribute(xml, "type")).orElse("");
    }

    /** A runner may write the message as the element's text alone. */
    private void text(XMLStreamReader xml) {
        if (message.isEmpty() && result.isPresent() && result.get().equals(open.peek())) {
            message = xml.getText().strip().lines().findFirst().orElse("");
        }
    }

    private void end(String name) {
        open.pop();
        if (!name.equals("testcase")) {
            return;
        }
        switch (result.orElse("passed")) {
            case "failure" -> count.failure(suite, test, message);
            case "error" -> count.error(suite, test, message);
            case "skipped" -> count.skipped();
            default -> count.passed();
        }
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).filter(value -> !value.isBlank());
    }
}
