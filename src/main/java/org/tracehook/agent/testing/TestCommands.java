package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;

/**
 * The configured test commands.
 *
 * @param unnamed for the rules that name none
 * @param named those that a trigger rule can choose, by name
 */
record TestCommands(Optional<ConfiguredCommand> unnamed, SortedMap<String, ConfiguredCommand> named) {

    /** The value of a trigger rule that names a command, without {@code context.} */
    static final String NAME = "test";

    private static final String PREFIX = "tracehook.testing.";

    /** The commands of that configuration. */
    static TestCommands of(TestingConfig config) {
        SortedMap<String, ConfiguredCommand> named = new TreeMap<>();
        config.commands()
                .forEach((name, command) -> named.put(
                        name,
                        new ConfiguredCommand(
                                PREFIX + "commands." + name + ".",
                                command.command(),
                                command.reports().orElse(List.of()),
                                command.timeout())));
        Optional<ConfiguredCommand> unnamed = config.command()
                .map(command ->
                        new ConfiguredCommand(PREFIX, command, config.reports().orElse(List.of()), config.timeout()));
        return new TestCommands(unnamed, named);
    }

    /** The words of each command, by the property that holds it. */
    SortedMap<String, List<String>> words() {
        SortedMap<String, List<String>> words = new TreeMap<>();
        Stream.concat(unnamed.stream(), named.values().stream())
                .forEach(command -> words.put(command.property("command"), command.command()));
        return words;
    }

    /** What is wrong with the name in a trigger rule's values; empty when a command has it, or they name none. */
    Optional<String> problemWith(Map<String, String> settings) {
        return Optional.ofNullable(settings.get(NAME))
                .filter(name -> !named.containsKey(name))
                .map(name -> "there is no test command '" + name + "': "
                        + (named.isEmpty() ? "" : "use one of " + String.join(", ", named.keySet()) + ", or ")
                        + "define it under tracehook.testing.commands");
    }

    /** The command that a trigger rule's values name, else the unnamed one; empty when there is none. */
    Optional<ConfiguredCommand> chosenBy(Map<String, String> settings) {
        return settings.containsKey(NAME) ? Optional.ofNullable(named.get(settings.get(NAME))) : unnamed;
    }

    /**
     * One of them.
     *
     * @param prefix of its properties, with a dot at the end
     * @param command the program and its arguments
     * @param reports the JUnit XML files that it writes; empty when the exit code decides
     * @param timeout its longest run, if it has one
     */
    record ConfiguredCommand(String prefix, List<String> command, List<Glob> reports, Optional<Duration> timeout) {

        /** The full name of one of its properties. */
        String property(String key) {
            return prefix + key;
        }
    }
}
