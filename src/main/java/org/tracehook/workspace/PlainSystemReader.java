package org.tracehook.workspace;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from reading the machine's git configuration and environment: a proxy, a credential helper or a filter that is
 * set up there is not meant for the function.
 */
final class PlainSystemReader extends SystemReader.Delegate {

    private PlainSystemReader(SystemReader machine) {
        super(machine);
        setPlatformChecker();
    }

    /** Makes JGit use this reader. It is no static initialiser, since those run while the native image is built. */
    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof PlainSystemReader)) {
            SystemReader.setInstance(new PlainSystemReader(SystemReader.getInstance()));
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    /** Configuration without a file: nothing is read and nothing is saved. */
    private static final class EmptyConfig extends FileBasedConfig {

        EmptyConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
