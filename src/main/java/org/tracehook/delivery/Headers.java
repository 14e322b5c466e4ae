package org.tracehook.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of a delivery as the gateway handed them over.
 *
 * <p>Quarkus splits header values at commas before REST sees them; the gateway's own map has them whole, repeated ones
 * joined with a comma.
 */
public final class Headers {

    private final Map<String, String> values;

    /** The gateway's map, which may be null. */
    public Headers(Map<String, String> values) {
        this.values = values == null ? Map.of() : values;
    }

    /** Every value under that name, in whatever case the names are spelt. */
    public List<String> all(String name) {
        return values.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()) && header.getValue() != null)
                .map(header -> header.getValue().strip())
                .toList();
    }

    /** The value under that name; empty when there is none or more than one. */
    public Optional<String> only(String name) {
        List<String> all = all(name);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Shows nothing: headers carry credentials. */
    @Override
    public String toString() {
        return "Headers[" + values.size() + "]";
    }
}
