package org.tracehook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;

/** That mistakes in a template are found. */
class SamTemplateTest {

    private static final String SOUND = """
            Parameters:
              Name: {Type: String}
              Store: {Type: String, AllowedValues: [memory, dynamodb]}
            Conditions:
              HasTable: !Equals [!Ref Store, dynamodb]
              InMemory: !Equals [!Ref Store, memory]
            Mappings:
              Sizes: {small: {Memory: 128}}
            Resources:
              Function:
                Type: AWS::Serverless::Function
                DependsOn: Log
                Properties:
                  Description: !Sub ${Name} of ${AWS::StackName} writes to ${Log.Arn}, not ${!Literally}
                  MemorySize: !FindInMap [Sizes, small, Memory]
                  Table: !If [HasTable, !Ref Table, !Ref AWS::NoValue]
                  Other: !If [InMemory, none, !GetAtt Table.Arn]
                  Role: !GetAtt FunctionRole.Arn
              Log:
                Type: AWS::Logs::LogGroup
              FunctionRole:
                Type: AWS::IAM::Role
              Table:
                Type: AWS::DynamoDB::Table
                Condition: HasTable
            """;

    @TempDir
    Path directory;

    private SamTemplate template(String text) throws IOException {
        return SamTemplate.read(Files.writeString(directory.resolve("template.yaml"), text));
    }

    @Test
    void aSoundTemplateIsSound() throws IOException {
        SamTemplate sound = template(SOUND);

        assertEquals("[]", sound.unresolved().toString());
        assertEquals("[]", sound.perhapsMissing().toString());
        assertEquals("[]", sound.ambiguous().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${Name}",
                "${Log.Arn}",
                "DependsOn: Log",
                "FindInMap [Sizes,",
                "If [HasTable,",
                "Ref Table",
                "GetAtt Table.",
                "Condition: HasTable"
            })
    void whatIsNamedAndDoesNotExistIsFound(String reference) throws IOException {
        String wrong = reference.replaceFirst("(Name|Log|Sizes|HasTable|Table)(?=\\W|$)", "Gone");

        assertTrue(template(SOUND.replace(reference, wrong)).unresolved().contains("Gone"), wrong);
    }

    @Test
    void whatIsNamedWithoutItsConditionIsFound() throws IOException {
        String always = SOUND.replace("!If [InMemory, none, !GetAtt Table.Arn]", "!GetAtt Table.Arn");

        assertEquals("[Function names Table]", template(always).perhapsMissing().toString());
    }

    @Test
    void aNameThatIsGivenTwiceIsFound() throws IOException {
        assertThrows(DuplicateKeyException.class, () -> template(SOUND + "  Log: {Type: AWS::SQS::Queue}\n"));
        assertEquals(
                "[Name]",
                template(SOUND.replace("  Log:", "  Name:")).ambiguous().toString());
    }
}
