package org.tracehook.agent.testing;

import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param arguments the program and its arguments, as they are: there is no shell
 * @param environment all the variables it sees
 */
record TestCommand(List<String> arguments, Map<String, String> environment) {

    TestCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Names the program alone: arguments and variables are the operator's own. */
    @Override
    public String toString() {
        return "TestCommand[" + arguments.get(0) + "]";
    }
}
