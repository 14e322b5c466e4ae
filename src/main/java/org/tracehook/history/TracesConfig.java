package org.tracehook.history;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.tracehook.config.Secret;

/** Who may read traces over HTTP, and who may run them again. */
@ConfigMapping(prefix = "tracehook.traces")
public interface TracesConfig {

    /** The bearer token of {@code /traces}, 16 characters or more; without one there is no such path. */
    Optional<Secret> token();

    /**
     * The bearer token of {@code POST /traces/{id}/rerun}, 16 characters or more, another one than the token that reads; without
     * one there is no such path.
     */
    Optional<Secret> rerunToken();
}
