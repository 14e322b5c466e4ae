package org.tracehook.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.FS;

/**
 * A repository without files: JGit measures the file system before it trusts a file's time, which takes seconds.
 *
 * <p>It knows where a shallow fetch was cut. JGit's own in-memory repository stores that and its readers forget it, so
 * that walking to a cut ends with a missing commit.
 */
final class MemoryRepository extends InMemoryRepository {

    private final long largestObject;

    /** An empty repository; what is received into it may hold no object of more bytes than that. */
    MemoryRepository(long largestObject) {
        super(new DfsRepositoryDescription("workspace"));
        this.largestObject = largestObject;
    }

    /** The commits whose parents are not here. */
    Set<ObjectId> cuts() throws IOException {
        return getObjectDatabase().getShallowCommits();
    }

    /** Asked for when the other end is a directory of this machine. */
    @Override
    public FS getFS() {
        return FS.DETECTED;
    }

    @Override
    public ObjectReader newObjectReader() {
        return new CutReader(super.newObjectReader());
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return new LimitedInserter(super.newObjectInserter());
    }

    /** A pack of some kilobytes can unfold to gigabytes: JGit is told to stop. */
    private final class LimitedInserter extends ObjectInserter.Filter {

        private final ObjectInserter inserter;

        LimitedInserter(ObjectInserter inserter) {
            this.inserter = inserter;
        }

        @Override
        protected ObjectInserter delegate() {
            return inserter;
        }

        @Override
        public PackParser newPackParser(InputStream in) throws IOException {
            PackParser parser = inserter.newPackParser(in);
            parser.setMaxObjectSizeLimit(largestObject);
            return parser;
        }
    }

    private final class CutReader extends ObjectReader.Filter {

        private final ObjectReader reader;

        CutReader(ObjectReader reader) {
            this.reader = reader;
        }

        @Override
        protected ObjectReader delegate() {
            return reader;
        }

        @Override
        public ObjectReader newReader() {
            return new CutReader(reader.newReader());
        }

        @Override
        public Set<ObjectId> getShallowCommits() throws IOException {
            return cuts();
        }
    }
}
