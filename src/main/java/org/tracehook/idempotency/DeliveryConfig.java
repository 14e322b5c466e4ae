package org.tracehook.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.Faults;
import org.tracehook.config.SettingConverters;
import org.tracehook.config.SettingConverters.Address;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.UpToAYear;

/** Which deliveries are run, and where they are remembered. */
@ConfigMapping(prefix = "tracehook")
public interface DeliveryConfig {

    /** Which deliveries are run. */
    Acceptance delivery();

    /** What stops loops. */
    Limits limits();

    /** Where deliveries are remembered. */
    Store store();

    /** Which deliveries are run. */
    interface Acceptance {

        /**
         * Older deliveries are ignored, by the timestamp in their body, such as {@code 24h}, at most 30 days; {@code off}
         * for any age. Jira sends again for up to 75 minutes.
         */
        @WithDefault("24h")
        @WithConverter(MaxAgeConverter.class)
        MaxAge maxAge();

        /**
         * Allows agents that write or call out on Lambda without a shared table; a delivery may then run twice.
         */
        @WithDefault("false")
        @WithConverter(Flag.class)
        boolean acceptDuplicates();
    }

    /** What stops loops. */
    interface Limits {

        /** How many runs of one issue may begin within an hour, up to 1,000; {@code 0} for any number. */
        @WithDefault("10")
        @WithConverter(RunsConverter.class)
        int runsPerIssuePerHour();
    }

    /** Where deliveries are remembered. */
    interface Store {

        /** {@code memory}, which each process has for itself, or {@code dynamodb}. */
        @WithDefault("memory")
        StoreType type();

        /** The name of the table; needed with {@code dynamodb}. */
        Optional<String> table();

        /** Another address than AWS' own, such as {@code http://localhost:8000}. */
        @WithConverter(Address.class)
        Optional<URI> endpointOverride();

        /** How long a delivery is remembered; not less than {@code tracehook.delivery.max-age}, at most 365 days. */
        @WithDefault("7d")
        @WithConverter(UpToAYear.class)
        Duration ttl();
    }

    /** Where deliveries are remembered. */
    enum StoreType {
        /** In each process for itself. */
        MEMORY,
        /** In a table that all processes share. */
        DYNAMODB
    }

    /**
     * How old a delivery may be.
     *
     * @param limit empty for any age
     */
    record MaxAge(Optional<Duration> limit) {}

    /** Reports a store that forgets too early, or has no table. */
    static void check(DeliveryConfig config, Faults faults) {
        Store store = config.store();
        if (config.delivery()
                .maxAge()
                .limit()
                .filter(age -> age.compareTo(store.ttl()) > 0)
                .isPresent()) {
            faults.report(
                    "tracehook.store.ttl",
                    "must not be less than tracehook.delivery.max-age: what is forgotten earlier could be sent again and"
                            + " run twice");
        }
        if (store.type() == StoreType.DYNAMODB && store.table().isEmpty()) {
            faults.report("tracehook.store.table", "is missing: name the DynamoDB table");
        }
    }

    /** Reads an age, or {@code off}. */
    final class MaxAgeConverter implements Converter<MaxAge> {

        @Override
        public MaxAge convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            return new MaxAge(
                    text.strip().equals("off")
                            ? Optional.empty()
                            : Optional.of(SettingConverters.duration(text, Duration.ofDays(30), "30 days, or off")));
        }
    }

    /** Reads a number of runs. */
    final class RunsConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, 0, 1_000);
        }
    }
}
