package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretArnTest {

    private static final String ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/hook-AbCdEf";

    private static SecretArn arn(String text) {
        return SecretArn.parse(text).orElseThrow();
    }

    @Test
    void anArnAloneIsTheCurrentTextWhole() {
        SecretArn arn = arn(" " + ID + "\n");

        assertEquals(ID, arn.id());
        assertEquals("eu-west-1", arn.region());
        assertEquals(
                List.of(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(arn.key(), arn.stage(), arn.version()));
        assertEquals("{\"hook\": 12345678}", arn.valueIn("{\"hook\": 12345678}"));
    }

    @Test
    void keyStageAndVersionFollowAsInTaskDefinitionsOfEcs() {
        SecretArn arn = arn(ID + ":hook:AWSPREVIOUS:4f1c");

        assertEquals(ID, arn.id());
        assertEquals(
                List.of("hook", "AWSPREVIOUS", "4f1c"),
                List.of(
                        arn.key().orElseThrow(),
                        arn.stage().orElseThrow(),
                        arn.version().orElseThrow()));
        assertEquals(arn(ID + "::AWSPREVIOUS:4f1c"), arn.withoutKey());
        assertEquals("The secret 'team/hook-AbCdEf' of eu-west-1, stage AWSPREVIOUS, key 'hook',", arn.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:x",
                "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a.b_c+d=e@f-AbCdEf",
                ID + ":key::",
                ID + ":::"
            })
    void secretsOfEveryPartitionAreNamed(String text) {
        assertTrue(SecretArn.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:ssm:eu-west-1:123456789012:parameter/hook",
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:",
                "arn:aws:secretsmanager::123456789012:secret:hook",
                "arn:aws:secretsmanager:eu-west-1:1234:secret:hook",
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a hook",
                ID + ":key",
                ID + ":key:",
                ID + ":key:::"
            })
    void anythingElseIsNoSecretsArn(String text) {
        assertTrue(SecretArn.parse(text).isEmpty());
    }

    @Test
    void aValueOfAnObjectIsFoundByItsKey() {
        assertEquals(
                "ü\" and thirteen more",
                arn(ID + ":hook::").valueIn("{\"other\": \"x\", \"hook\": \"ü\\\" and thirteen more\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"other\": \"tell-nobody\"}",
                "{\"hook\": {\"a\": \"tell-nobody\"}}",
                "tell-nobody",
                "[\"tell-nobody\"]",
                ""
            })
    void aTextWithoutThatKeySaysWhatToCorrectAndNothingOfItself(String text) {
        String message = assertThrows(SecretUnavailableException.class, () -> arn(ID + ":hook::")
                        .valueIn(text))
                .getMessage();

        assertTrue(message.startsWith("The secret 'team/hook-AbCdEf' of eu-west-1, key 'hook',"), message);
        assertTrue(!message.contains("tell-nobody"), message);
    }
}
