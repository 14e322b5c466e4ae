package org.tracehook.intent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trigger rules: which event asks for which intent. */
@ConfigMapping(prefix = "tracehook")
public interface TriggersConfig {

    /** Answers every authentic delivery with ignored {@code paused}, and nothing runs; default {@code false}. */
    Optional<String> paused();

    /** The rules in order; the first that matches wins. The shipped rules are used only while there are none. */
    List<RuleConfig> triggers();

    /** One rule. Every condition that is set must hold; a list holds when one of its values does. */
    interface RuleConfig {

        /** Names the rule in verdicts; required. */
        Optional<String> name();

        /** The name's key, whether it has a value or not: the rule's number is there, and nowhere else. */
        @WithName("name")
        ConfigValue key();

        /** Whether the rule takes part; default {@code true}. */
        Optional<String> enabled();

        /** The intent it asks for; required. */
        Optional<String> intent();

        /** Event names, such as {@code jira:issue_updated}, {@code post_function}, {@code automation}. */
        Optional<List<String>> events();

        /** Names or ids of the status that the issue leaves. */
        Optional<List<String>> fromStatus();

        /** Names or ids of the status that the issue enters. */
        Optional<List<String>> toStatus();

        /** Project keys. */
        Optional<List<String>> projects();

        /** Issue type names. */
        Optional<List<String>> issueTypes();

        /** Labels of the issue. */
        Optional<List<String>> labels();

        /** Account ids (Cloud) or user names (Data Center) of who may set the rule off. */
        Optional<List<String>> actors();

        /** Account ids or user names of who never sets it off. */
        Optional<List<String>> ignoreActors();

        /** Fixed values for the agents, such as {@code repository}, {@code base-branch}, {@code environment}. */
        Map<String, ConfigValue> context();

        /** Where code may come from: {@code none} (default), {@code context} or {@code description}. */
        Optional<String> codeFrom();
    }
}
