package org.tracehook.agent.development;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;
import org.tracehook.agent.Glob;

/** Where {@code development_agent} may write. */
@ConfigMapping(prefix = "tracehook.development")
public interface DevelopmentConfig {

    /**
     * Globs of the paths that may be written, such as {@code src/**}; letter case counts. The agent fails while there is
     * none. Definitions of builds, such as {@code .github/}, stay refused whatever the globs say. Build scripts and test
     * hooks, such as {@code package.json} or {@code conftest.py}, may be written where the list has their whole path, such
     * as {@code web/package.json}; a glob does not cover them. A trigger rule's {@code context.paths} narrows this list.
     */
    Optional<List<@WithConverter(Glob.CaseSensitiveConverter.class) Glob>> paths();
}
