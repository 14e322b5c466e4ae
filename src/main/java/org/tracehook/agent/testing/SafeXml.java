package org.tracehook.agent.testing;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens XML of unknown origin: no document type is read, no entity is resolved, nothing outside is asked for. */
final class SafeXml {

    /**
     * Limits on entities that newer JDKs set low and count character references such as {@code
     * &#10;} against, of which the output of tests is full. Without document types there is no entity to limit.
     */
    private static final String[] ENTITY_LIMITS = {
        "jdk.xml.entityExpansionLimit",
        "jdk.xml.entityReplacementLimit",
        "jdk.xml.maxGeneralEntitySizeLimit",
        "jdk.xml.totalEntitySizeLimit"
    };

    private static final int NO_LIMIT = 0;

    private SafeXml() {}

    /** A reader for one document; the stream stays the caller's to close. */
    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
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
}
