package org.tracehook.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A commit's tree with files written into it and deleted from it. Only plain files are written, and they replace only plain
 * files: never a link or an executable, and never beside a name that differs in letter case alone. The same goes for files that
 * are deleted. Deleting a file that is not there changes nothing: a run that is tried again may have deleted it before.
 *
 * @param tree the id of the new tree
 * @param changed the paths whose content changed, or that were deleted
 */
record TreeEdit(ObjectId tree, List<String> changed) {

    /** Writes the files on top of that commit, and deletes those without content. */
    static TreeEdit of(Repository repository, ObjectId commit, Map<RepositoryPath, Optional<String>> files)
            throws IOException, WorkspaceException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            return of(repository, DirCache.read(reader, walk.parseCommit(commit).getTree()), files);
        } catch (InvalidPathException e) {
            throw new WorkspaceException(
                    "the branch holds a path that git itself refuses, so nothing is written there: remove the path");
        }
    }

    /** Writes the files into that tree, and deletes those without content. */
    static TreeEdit of(Repository repository, DirCache tree, Map<RepositoryPath, Optional<String>> files)
            throws IOException, WorkspaceException {
        checkNames(tree, files);
        List<String> changed = new ArrayList<>();
        DirCacheEditor editor = tree.editor();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            for (Map.Entry<RepositoryPath, Optional<String>> file : files.entrySet()) {
                String path = file.getKey().toString();
                Optional<PathEdit> edit = edit(tree, path, file.getValue(), inserter);
                if (edit.isPresent()) {
                    editor.add(edit.get());
                    changed.add(path);
                }
            }
            editor.finish();
            ObjectId written = tree.writeTree(inserter);
            inserter.flush();
            return new TreeEdit(written, List.copyOf(changed));
        }
    }

    /** Adds a commit with this tree to the repository. */
    ObjectId commit(Repository repository, List<ObjectId> parents, PersonIdent author, String message)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    /** What is to be done for the file; empty when the tree has it so already. */
    private static Optional<PathEdit> edit(
            DirCache tree, String path, Optional<String> content, ObjectInserter inserter)
            throws IOException, WorkspaceException {
        Optional<DirCacheEntry> there = plainFile(tree, path);
        if (content.isEmpty()) {
            return there.map(DeletePath::new);
        }
        ObjectId written = inserter.insert(Constants.OBJ_BLOB, content.get().getBytes(StandardCharsets.UTF_8));
        return there.filter(entry -> entry.getObjectId().equals(written)).isPresent()
                ? Optional.empty()
                : Optional.of(writing(path, written));
    }

    private static PathEdit writing(String path, ObjectId content) {
        return new PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(content);
            }
        };
    }

    private static Optional<DirCacheEntry> plainFile(DirCache tree, String path) throws WorkspaceException {
        DirCacheEntry there = tree.getEntry(path);
        if (there == null) {
            if (tree.getEntriesWithin(path).length > 0) {
                throw new WorkspaceException("'" + path + "' is a directory in the repository");
            }
            return Optional.empty();
        }
        if (!there.getFileMode().equals(FileMode.REGULAR_FILE)) {
            throw new WorkspaceException("'" + path + "' is " + kind(there.getFileMode())
                    + " in the repository, and only plain files are written or deleted");
        }
        return Optional.of(there);
    }

    private static String kind(FileMode mode) {
        if (mode.equals(FileMode.SYMLINK)) {
            return "a symbolic link";
        }
        return mode.equals(FileMode.GITLINK) ? "a submodule" : "an executable";
    }

    /** On file systems that fold letter case or Unicode forms, two such names are one file: the last one written wins. */
    private static void checkNames(DirCache tree, Map<RepositoryPath, Optional<String>> files)
            throws WorkspaceException {
        Map<String, Set<String>> names = new HashMap<>();
        for (int i = 0; i < tree.getEntryCount(); i++) {
            withParents(tree.getEntry(i).getPathString())
                    .forEach(name -> spellings(names, name).add(name));
        }
        for (RepositoryPath file : files.keySet()) {
            for (String name : withParents(file.toString())) {
                Set<String> spellings = spellings(names, name);
                if (spellings.add(name) && spellings.size() > 1) {
                    throw new WorkspaceException("names that differ in letter case alone: " + spellings);
                }
            }
            checkParents(tree, files.keySet(), file.toString());
        }
    }

    private static Set<String> spellings(Map<String, Set<String>> names, String name) {
        return names.computeIfAbsent(RepositoryPath.folded(name), folded -> new TreeSet<>());
    }

    private static void checkParents(DirCache tree, Set<RepositoryPath> files, String path) throws WorkspaceException {
        for (String parent : parents(path)) {
            if (files.contains(new RepositoryPath(parent))) {
                throw new WorkspaceException("'" + parent + "' cannot be a file and a directory");
            }
            DirCacheEntry there = tree.getEntry(parent);
            if (there != null) {
                boolean isFile = there.getFileMode().equals(FileMode.REGULAR_FILE);
                throw new WorkspaceException("'" + parent + "' is " + (isFile ? "a file" : kind(there.getFileMode()))
                        + " in the repository, so nothing can be written below it");
            }
        }
    }

    private static List<String> withParents(String path) {
        List<String> all = parents(path);
        all.add(path);
        return all;
    }

    private static List<String> parents(String path) {
        List<String> parents = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            parents.add(path.substring(0, slash));
        }
        return parents;
    }
}
