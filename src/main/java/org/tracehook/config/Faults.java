package org.tracehook.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Collects every fault of the configuration, so that one message can name them all. */
public final class Faults implements Consumer<Fault> {

    private final List<Fault> faults = new ArrayList<>();

    @Override
    public void accept(Fault fault) {
        faults.add(fault);
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
