package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.githost.FakeGitHost;

/** Tickets that become pull requests on a git host, by an author; each test makes both before the function. */
abstract class TicketContract {

    @TempDir
    Path directory;

    FakeGitHost host;
    RemoteAgentServer author;

    @AfterEach
    void close() throws IOException {
        author.close();
        host.close();
    }

    /** Deploys the function with those properties; the shell script runs the tests. */
    TicketFunction function(String tests, Map<String, String> ofHost, Map<String, String> ofRules) throws Exception {
        Map<String, String> properties = new HashMap<>(ofHost);
        properties.putAll(ofRules);
        return TicketFunction.in(directory, host, author, tests, properties);
    }
}
