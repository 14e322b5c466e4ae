package org.tracehook.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The shipped rules and a signing secret. */
public class Signed implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tracehook.webhook.secret",
                TestFunction.SECRET,
                "quarkus.log.console.level",
                "WARN",
                "tracehook.delivery.max-age",
                "off");
    }
}
