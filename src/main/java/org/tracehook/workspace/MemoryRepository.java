package org.tracehook.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.eclipse.jgit.util.FS;

/**
 * A repository in memory. One of files would make JGit measure the file system first, which takes seconds.
 *
 * <p>Its readers know where a shallow fetch was cut. Those of JGit's own in-memory repository do not, so that a walk to a cut
 * would end with a missing commit.
 */
final class MemoryRepository extends InMemoryRepository {

    private final long most;

    /** An empty repository. A fetch fails when its objects have more bytes than that, unpacked and in all. */
    MemoryRepository(long most) {
        super(new DfsRepositoryDescription("workspace"));
        this.most = most;
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

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter inserter = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return inserter;
            }

            @Override
            public PackParser newPackParser(InputStream in) {
                return new LimitedParser(getObjectDatabase(), (DfsInserter) inserter, in, most);
            }
        };
    }

    /** Limits what a pack unpacks to: one of some kilobytes can hold gigabytes, in one object or in many. */
    private static final class LimitedParser extends DfsPackParser {

        private final long most;
        private long unpacked;

        LimitedParser(DfsObjDatabase database, DfsInserter inserter, InputStream pack, long most) {
            super(database, inserter, pack);
            this.most = most;
            setMaxObjectSizeLimit(most);
        }

        private void count(long bytes) throws TooLargePackException {
            unpacked += bytes;
            if (unpacked > most) {
                throw new TooLargePackException(most);
            }
        }

        /** The only place that says the size of a file that is packed as a whole, and before it is unpacked. */
        @Override
        protected void onBeginWholeObject(long position, int type, long size) throws IOException {
            if (type == Constants.OBJ_BLOB) {
                count(size);
            }
            super.onBeginWholeObject(position, type, size);
        }

        @Override
        protected void onBeginOfsDelta(long position, long base, long size) throws IOException {
            count(size);
            super.onBeginOfsDelta(position, base, size);
        }

        @Override
        protected void onBeginRefDelta(long position, AnyObjectId base, long size) throws IOException {
            count(size);
            super.onBeginRefDelta(position, base, size);
        }

        /** All objects but files that are packed as a whole; those made from deltas, too. */
        @Override
        protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) throws IOException {
            count(data.length);
            super.onInflatedObjectData(object, type, data);
        }
    }
}
