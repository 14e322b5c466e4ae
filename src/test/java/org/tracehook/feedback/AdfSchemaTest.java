package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.tracehook.feedback.CommentRenderer.CommentContent;

/** Comments against Atlassian's own schema, which is not ours to keep: the script of CI fetches it and names its file. */
@EnabledIfEnvironmentVariable(named = AdfSchemaTest.FILE, matches = ".+")
class AdfSchemaTest {

    static final String FILE = "ADF_SCHEMA";

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(read(Path.of(System.getenv(FILE))), InputFormat.JSON);

    @Test
    void everyCommentIsValid() {
        List<ObjectNode> documents = new ArrayList<>();
        Stories.all().forEach(story -> documents.add(AdfComment.document(story, 32_767)));
        for (String fragment : HostileTraces.FRAGMENTS) {
            documents.add(AdfComment.document(
                    new CommentContent(HostileTraces.everywhere(fragment, 2), Stories.LOGS), 32_767));
        }
        documents.add(AdfComment.document(new CommentContent(HostileTraces.everywhere("", 1), null), 32_767));
        documents.add(AdfComment.document(
                new CommentContent(HostileTraces.everywhere("x", 900), null), CommentContent.SHORTEST));

        for (ObjectNode document : documents) {
            assertEquals(List.of(), violations(document.toString()), document::toString);
        }
    }

    /** A schema that allowed everything would prove nothing. */
    @Test
    void theSchemaRefusesWhatJiraRefuses() {
        String valid = AdfComment.document(Stories.blocked(), 32_767).toString();

        for (String invalid : List.of(
                valid.replace("\"version\":1,", ""),
                valid.replace("\"yellow\"", "\"amber\""),
                valid.replace("\"text\":\" \"", "\"text\":\"\""),
                valid.replace("\"warning\"", "\"alarm\""),
                valid.replace("\"strong\"", "\"bold\""))) {
            assertFalse(invalid.equals(valid));
            assertTrue(!violations(invalid).isEmpty(), invalid);
        }
    }

    private List<String> violations(String document) {
        return schema.validate(document, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(FILE + " names a file that cannot be read", e);
        }
    }
}
