package org.tracehook.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every fault of the configuration, so that one message can name them all. */
public final class Faults {

    private final List<Fault> faults = new ArrayList<>();

    /**
     * Adds a fault.
     *
     * @param property the property's full name, such as {@code tracehook.webhook.secret}
     * @param problem what is wrong and what to do, without the value of a secret
     */
    public void report(String property, String problem) {
        faults.add(new Fault(property, problem));
    }

    /** Whether that property has a fault. */
    public boolean include(String property) {
        return faults.stream().anyMatch(fault -> fault.property().equals(property));
    }

    /** The faults so far, in the order of the properties. */
    public List<Fault> all() {
        return faults.stream().sorted(Comparator.comparing(Fault::property)).toList();
    }

    /** Every fault in one message, numbered and one a line; empty when there is none. */
    public String message() {
        if (faults.isEmpty()) {
            return "";
        }
        StringBuilder message = new StringBuilder("Tracehook does not start, its configuration has ")
                .append(faults.size())
                .append(" fault(s):");
        int number = 0;
        for (Fault fault : all()) {
            message.append("\n  ").append(++number).append(". ").append(fault);
        }
        return message.toString();
    }
}
