package org.tracehook.orchestrator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.config.SettingConverters.Text;
import org.tracehook.config.SettingConverters.UpToADay;

/** The decision rules: which agents an intent runs. */
@ConfigMapping(prefix = "tracehook")
public interface IntentsConfig {

    /** The intents by name. The shipped ones are used only while there are none. */
    Map<String, IntentConfig> intents();

    /** One intent. */
    interface IntentConfig {

        /** Values that a delivery must bring; {@code a|b} means one of them. */
        Optional<List<@WithConverter(Text.class) String>> required();

        /** The steps in order; at least one. */
        List<TaskConfig> tasks();
    }

    /** One step. */
    interface TaskConfig {

        /** The agent's name. */
        String agent();

        /** What it is to do, in words for the trace. */
        String task();

        /** How long it may take; without it 15 s, with {@code acknowledge} 5 minutes. Every limit is cut by the deadline. */
        @WithConverter(UpToADay.class)
        Optional<Duration> timeout();
    }
}
