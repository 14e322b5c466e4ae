package org.tracehook.workspace;

import java.security.SecureRandom;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;

/** What JGit may set up on a connection and nobody needs here: the client that sends the request has strict defaults. */
abstract class PlainConnection implements HttpConnection {

    @Override
    public boolean usingProxy() {
        return false;
    }

    @Override
    public void setUseCaches(boolean use) {
        // The client has no cache.
    }

    @Override
    public void setConnectTimeout(int millis) {
        // The client has one.
    }

    @Override
    public void setReadTimeout(int millis) {
        // The step's interrupt ends a request.
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        // The client never does.
    }

    @Override
    public void setDoOutput(boolean output) {
        // The method says it.
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        // The body is here as a whole.
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        // The body is here as a whole.
    }

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        // JGit asks for this to switch verification off only.
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        // JGit asks for this to switch verification off only.
    }
}
