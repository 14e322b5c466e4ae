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
 * A repository in memory. One of files would make JGit measure the file system first, which takes seconds.
 *
 * <p>Its readers know where a shallow fetch was cut. Those of JGit's own in-memory repository do not, so that a walk to a cut
 * would end with a missing commit.
 */
final class MemoryRepository extends InMemoryRepository {

    private final long largestObject;

    /** An empty repository. A fetch fails at an object of more bytes than that. */
    MemoryRepository(long largestObject) {
        super(new DfsRepositoryDescription("workspace"));
        this.largestObject = largestObject;
    }

    /** The commits whose parents were not fetched. */
    Set<ObjectId> cuts() throws IOException {
        return getObjectDatabase().getShallowCommits();
    }

    /** JGit needs it when the host is a directory of this machine. */
    @Override
    public FS getFS() {
        return FS.DETECTED;
    }

    @Override
    public ObjectReader newObjectReader() {
        return withCuts(super.newObjectReader());
    }

    private ObjectReader withCuts(ObjectReader reader) {
        return new ObjectReader.Filter() {
            @Override
            protected ObjectReader delegate() {
                return reader;
            }

            @Override
            public ObjectReader newReader() {
                return withCuts(reader.newReader());
            }

            @Override
            public Set<ObjectId> getShallowCommits() throws IOException {
                return cuts();
            }
        };
    }

    /** Limits the size of objects: a pack of some kilobytes can unpack to gigabytes. */
    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter inserter = super.newObjectInserter();
        return new ObjectInserter.Filter() {
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
        };
    }
}
