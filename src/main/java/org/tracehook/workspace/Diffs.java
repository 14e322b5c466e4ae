package org.tracehook.workspace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ObjectStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.tracehook.workspace.Diff.Beginning;
import org.tracehook.workspace.Diff.ChangeType;
import org.tracehook.workspace.Diff.ChangedFile;
import org.tracehook.workspace.Diff.Skipped;
import org.tracehook.workspace.Workspace.Branch;

/** Compares two commits file by file. It reads a limited amount, since anybody may have written the branch. */
final class Diffs {

    private static final int MOST_FILES = 10_000;
    private static final long MOST_TEXT = 32L << 20;

    /** A line takes some hundred bytes of memory, however short it is. */
    private static final int MOST_LINES = 500_000;

    /** Of a file whose lines are not compared, this much can still be searched for secrets, */
    private static final int MOST_OF_SKIPPED = 4 << 20;

    /** and of all of them this much. */
    private static final int MOST_OF_ALL_SKIPPED = 16 << 20;

    /** Finding renames compares every added with every deleted file. */
    private static final int MOST_RENAMES = 200;

    private final Repository repository;
    private final long largestFile;
    private final AddedLines addedLines = new AddedLines();
    private long read;
    private int lines;
    private int skippedBytes;

    Diffs(Repository repository, long largestFile) {
        this.repository = repository;
        this.largestFile = largestFile;
    }

    Diff between(ObjectId base, ObjectId commit, Branch branch)
            throws IOException, WorkspaceException, InterruptedException {
        try (ObjectReader reader = repository.newObjectReader()) {
            List<ChangedFile> files = new ArrayList<>();
            for (DiffEntry entry : entries(reader, base, commit)) {
                InterruptMonitor.check();
                files.add(file(reader, entry));
            }
            return new Diff(base.name(), commit.name(), branch.name(), files);
        }
    }

    private List<DiffEntry> entries(ObjectReader reader, ObjectId base, ObjectId commit)
            throws IOException, WorkspaceException, InterruptedException {
        try (TreeWalk trees = new TreeWalk(reader);
                RevWalk commits = new RevWalk(reader)) {
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            trees.addTree(commits.parseCommit(base).getTree());
            trees.addTree(commits.parseCommit(commit).getTree());
            List<DiffEntry> entries = DiffEntry.scan(trees);
            if (entries.size() > MOST_FILES) {
                throw new WorkspaceException("the branch changes " + entries.size() + " files, and no more than "
                        + MOST_FILES + " are compared");
            }
            return withRenames(reader, entries);
        }
    }

    private List<DiffEntry> withRenames(ObjectReader reader, List<DiffEntry> entries)
            throws IOException, InterruptedException {
        RenameDetector renames =
                new RenameDetector(reader, repository.getConfig().get(DiffConfig.KEY));
        renames.setRenameLimit(MOST_RENAMES);
        renames.setBigFileThreshold((int) largestFile);
        renames.addAll(entries);
        try {
            return renames.compute(reader, new InterruptMonitor());
        } catch (CanceledException e) {
            throw InterruptMonitor.outOfTime();
        }
    }

    private ChangedFile file(ObjectReader reader, DiffEntry entry) throws IOException, InterruptedException {
        return switch (entry.getChangeType()) {
            case DELETE ->
                new ChangedFile(
                        entry.getOldPath(), ChangeType.DELETED, Optional.empty(), Optional.empty(), new TreeMap<>());
            case ADD, COPY -> changed(reader, entry, ChangeType.ADDED, Optional.empty());
            case MODIFY -> changed(reader, entry, ChangeType.MODIFIED, Optional.empty());
            case RENAME -> changed(reader, entry, ChangeType.RENAMED, Optional.of(entry.getOldPath()));
        };
    }

    private ChangedFile changed(ObjectReader reader, DiffEntry entry, ChangeType change, Optional<String> oldPath)
            throws IOException, InterruptedException {
        Optional<Skipped> skipped = unreadable(reader, entry);
        SortedMap<Integer, String> added = new TreeMap<>();
        if (skipped.isEmpty()) {
            byte[] content = content(reader, entry.getNewId().toObjectId());
            skipped = Skipped.of(content, largestFile);
            if (skipped.isEmpty()) {
                RawText before = change == ChangeType.ADDED ? RawText.EMPTY_TEXT : before(reader, entry);
                added = addedLines.between(before, new RawText(content));
            }
        }
        if (lines + added.size() > MOST_LINES) {
            skipped = Optional.of(Skipped.DIFF_TOO_LARGE);
        }
        if (skipped.isPresent()) {
            return new ChangedFile(
                    entry.getNewPath(), change, oldPath, skipped, new TreeMap<>(), beginning(reader, entry));
        }
        lines += added.size();
        return new ChangedFile(entry.getNewPath(), change, oldPath, skipped, added);
    }

    /** What of a skipped file can be searched for secrets; of another repository nothing can. */
    private Beginning beginning(ObjectReader reader, DiffEntry entry) throws IOException {
        if (entry.getNewMode().equals(FileMode.GITLINK)) {
            return Beginning.NONE;
        }
        try (ObjectStream content = reader.open(entry.getNewId().toObjectId()).openStream()) {
            byte[] bytes = content.readNBytes(Math.min(MOST_OF_SKIPPED, MOST_OF_ALL_SKIPPED - skippedBytes));
            skippedBytes += bytes.length;
            return Beginning.of(bytes, bytes.length == content.getSize());
        }
    }

    private Optional<Skipped> unreadable(ObjectReader reader, DiffEntry entry) throws IOException {
        FileMode mode = entry.getNewMode();
        if (mode.equals(FileMode.SYMLINK)) {
            return Optional.of(Skipped.SYMLINK);
        }
        if (mode.equals(FileMode.GITLINK)) {
            return Optional.of(Skipped.SUBMODULE);
        }
        long size = reader.getObjectSize(entry.getNewId().toObjectId(), ObjectReader.OBJ_ANY);
        if (size > largestFile) {
            return Optional.of(Skipped.TOO_LARGE);
        }
        if (read + size > MOST_TEXT) {
            return Optional.of(Skipped.DIFF_TOO_LARGE);
        }
        read += size;
        return Optional.empty();
    }

    /** The old text; empty when the old file was a link, binary or too large, so that the whole new file counts as added. */
    private RawText before(ObjectReader reader, DiffEntry entry) throws IOException {
        ObjectId id = entry.getOldId().toObjectId();
        boolean isFile = (entry.getOldMode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        if (!isFile || reader.getObjectSize(id, ObjectReader.OBJ_ANY) > largestFile) {
            return RawText.EMPTY_TEXT;
        }
        byte[] content = content(reader, id);
        return Skipped.of(content, largestFile).isPresent() ? RawText.EMPTY_TEXT : new RawText(content);
    }

    private static byte[] content(ObjectReader reader, ObjectId id) throws IOException {
        return reader.open(id).getCachedBytes(Integer.MAX_VALUE);
    }
}
