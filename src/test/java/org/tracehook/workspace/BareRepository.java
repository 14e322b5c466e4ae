package org.tracehook.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A bare repository on disk, as a git host has it: tests fill it, and look at what was pushed. */
public final class BareRepository implements AutoCloseable {

    private final Repository repository;

    private BareRepository(Repository repository) {
        this.repository = repository;
    }

    /** A new, empty repository in that directory, with {@code main} as its default branch. */
    public static BareRepository create(Path directory) throws IOException {
        PlainSystemReader.install();
        Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .build();
        repository.create(true);
        BareRepository created = new BareRepository(repository);
        created.setDefaultBranch("main");
        return created;
    }

    Repository repository() {
        return repository;
    }

    /** The directory it is in. */
    public Path directory() {
        return repository.getDirectory().toPath();
    }

    /** Makes another branch the default. */
    public void setDefaultBranch(String branch) throws IOException {
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
    }

    /** Commits whole files on top of a branch, which is made if it is not there; null deletes. Returns the commit's id. */
    public String commit(String branch, Map<String, String> files) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(
                path, text == null ? null : new Entry(FileMode.REGULAR_FILE, text.getBytes(StandardCharsets.UTF_8))));
        return commitEntries(branch, entries);
    }

    /** Commits entries of any kind on top of a branch; null deletes. Returns the commit's id. */
    public String commitEntries(String branch, Map<String, Entry> entries) throws IOException {
        try (ObjectInserter inserter = inserter(entries.size())) {
            ObjectId parent = repository.resolve(Constants.R_HEADS + branch);
            DirCache tree = DirCache.newInCore();
            if (parent != null) {
                try (RevWalk walk = new RevWalk(repository)) {
                    tree = DirCache.read(
                            repository.newObjectReader(),
                            walk.parseCommit(parent).getTree());
                }
            }
            edit(tree, entries, inserter);
            return commitTree(branch, tree.writeTree(inserter), inserter);
        }
    }

    /** One file for many objects: thousands of files of their own take seconds. */
    private ObjectInserter inserter(int objects) {
        return objects > 1_000 && repository instanceof FileRepository onDisk
                ? onDisk.getObjectDatabase().newPackInserter()
                : repository.newObjectInserter();
    }

    private static void edit(DirCache tree, Map<String, Entry> entries, ObjectInserter inserter) throws IOException {
        DirCacheEditor editor = tree.editor();
        for (Map.Entry<String, Entry> change : entries.entrySet()) {
            Entry entry = change.getValue();
            if (entry == null) {
                editor.add(new DirCacheEditor.DeletePath(change.getKey()));
                continue;
            }
            ObjectId id = entry.mode().equals(FileMode.GITLINK)
                    ? ObjectId.fromRaw(entry.content())
                    : inserter.insert(Constants.OBJ_BLOB, entry.content());
            editor.add(new DirCacheEditor.PathEdit(change.getKey()) {
                @Override
                public void apply(DirCacheEntry it) {
                    it.setFileMode(entry.mode());
                    it.setObjectId(id);
                }
            });
        }
        editor.finish();
    }

    /** Commits a tree that is there already, or that the inserter made. Returns the commit's id. */
    public String commitTree(String branch, ObjectId tree, ObjectInserter inserter) throws IOException {
        ObjectId parent = repository.resolve(Constants.R_HEADS + branch);
        PersonIdent somebody =
                new PersonIdent("Ann Example", "ann@example.com", Instant.ofEpochSecond(1_767_603_900), ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
            commit.setParentId(parent);
        }
        commit.setAuthor(somebody);
        commit.setCommitter(somebody);
        commit.setMessage("Change " + branch + " after " + parent);
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        move(branch, id);
        return id.name();
    }

    /** Commits a directory of that name, which may be none, with {@code x.txt} in it and nothing else. Returns the id. */
    public String commitDirectory(String branch, String name) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter inner = new TreeFormatter();
            inner.append("x.txt", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'}));
            TreeFormatter outer = new TreeFormatter();
            outer.append(name, FileMode.TREE, inserter.insert(inner));
            return commitTree(branch, inserter.insert(outer), inserter);
        }
    }

    /** Makes a branch at the head of another. */
    public void branch(String name, String from) throws IOException {
        move(name, repository.resolve(Constants.R_HEADS + from));
    }

    /** Makes a branch point at a commit, whatever it pointed at. */
    public void move(String branch, ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(commit);
        update.forceUpdate();
    }

    /** Removes a branch. */
    public void delete(String branch) throws IOException {
        RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
        update.setForceUpdate(true);
        update.delete();
    }

    /** The id of a branch's head, if there is the branch. */
    public Optional<String> head(String branch) throws IOException {
        return Optional.ofNullable(repository.resolve(Constants.R_HEADS + branch))
                .map(ObjectId::name);
    }

    /** The names of all branches. */
    public Set<String> branches() throws IOException {
        Set<String> names = new TreeSet<>();
        repository
                .getRefDatabase()
                .getRefsByPrefix(Constants.R_HEADS)
                .forEach(ref -> names.add(ref.getName().substring(Constants.R_HEADS.length())));
        return names;
    }

    /** The commits of a branch, newest first. */
    public List<String> log(String branch) throws IOException {
        List<String> ids = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve(Constants.R_HEADS + branch)));
            walk.forEach(commit -> ids.add(commit.name()));
        }
        return ids;
    }

    /** The whole message of a commit. */
    public String message(String commit) throws IOException {
        return commit(commit).getFullMessage();
    }

    /** {@code Name <address>} of who made a commit. */
    public String author(String commit) throws IOException {
        PersonIdent author = commit(commit).getAuthorIdent();
        return author.getName() + " <" + author.getEmailAddress() + ">";
    }

    private RevCommit commit(String id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(ObjectId.fromString(id));
        }
    }

    /** The text of every file of a commit, by path. */
    public Map<String, String> files(String commit) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(commit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                byte[] content = repository.open(tree.getObjectId(0)).getBytes();
                files.put(tree.getPathString(), new String(content, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Override
    public void close() {
        repository.close();
    }

    /**
     * Something in a tree.
     *
     * @param content of a file, the target of a link, or the 20 bytes of a submodule's commit
     */
    public record Entry(FileMode mode, byte[] content) {}
}
