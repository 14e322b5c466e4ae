package org.tracehook.intent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.Text;

/** The trigger rules: which event asks for which intent. */
@ConfigMapping(prefix = "tracehook")
public interface TriggersConfig {

    /** Answers every authentic delivery with ignored {@code paused}, and nothing runs. */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean paused();

    /** The rules in order; the first that matches wins. The shipped rules are used only while there are none. */
    List<RuleConfig> triggers();

    /** One rule. Every condition that is set must hold; a list holds when one of its values does. */
    interface RuleConfig {

        /** Names the rule in verdicts. */
        String name();

        /** Whether the rule takes part. */
        @WithDefault("true")
        @WithConverter(Flag.class)
        boolean enabled();

        /** The intent it asks for. */
        String intent();

        /** Event names, such as {@code jira:issue_updated}, {@code post_function}, {@code automation}. */
        Optional<List<@WithConverter(Text.class) String>> events();

        /** Names or ids of the status that the issue leaves. */
        Optional<List<@WithConverter(Text.class) String>> fromStatus();

        /** Names or ids of the status that the issue enters. */
        Optional<List<@WithConverter(Text.class) String>> toStatus();

        /** Project keys. */
        Optional<List<@WithConverter(Text.class) String>> projects();

        /** Issue type names. */
        Optional<List<@WithConverter(Text.class) String>> issueTypes();

        /** Labels of the issue. */
        Optional<List<@WithConverter(Text.class) String>> labels();

        /** Account ids (Cloud) or user names (Data Center) of who may set the rule off. */
        Optional<List<@WithConverter(Text.class) String>> actors();

        /** Account ids or user names of who never sets it off. */
        Optional<List<@WithConverter(Text.class) String>> ignoreActors();

        /**
         * Fixed values for the agents, such as {@code repository}, {@code base-branch}, {@code environment}; and {@code
         * paths}, {@code review} and {@code test}, which narrow what the shipped agents write, look for and run.
         */
        Map<String, String> context();

        /** Where code may come from; {@code agent:<name>} is what that agent of the plan proposes. */
        @WithDefault("none")
        @WithConverter(CodeFrom.Reader.class)
        CodeFrom codeFrom();
    }
}
