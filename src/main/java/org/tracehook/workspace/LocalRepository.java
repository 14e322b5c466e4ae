package org.tracehook.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository in a directory of this machine. It stands in for a git host during development. */
public final class LocalRepository {

    private static final String BRANCH = "main";

    private LocalRepository() {}

    /**
     * Makes the repository with one commit on {@code main}, unless the directory is there already.
     *
     * @throws IOException if it cannot be written
     */
    public static void createIfAbsent(Path directory, Map<RepositoryPath, String> files) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        PlainSystemReader.install();
        PersonIdent author = new PersonIdent("Tracehook", "tracehook@localhost", Instant.now(), ZoneOffset.UTC);
        try (Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .build()) {
            repository.create(true);
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + BRANCH);
            RefUpdate update = repository.updateRef(Constants.R_HEADS + BRANCH);
            update.setNewObjectId(TreeEdit.of(repository, DirCache.newInCore(), written(files))
                    .commit(repository, List.of(), author, "Begin the sample project"));
            update.update();
        } catch (WorkspaceException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The commit that the branch is at; empty when there is no such branch, or the directory is no repository. */
    public static Optional<String> head(Path directory, String branch) {
        PlainSystemReader.install();
        try (Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .setMustExist(true)
                .build()) {
            return Optional.ofNullable(repository.exactRef(Constants.R_HEADS + branch))
                    .map(ref -> ref.getObjectId().name());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<RepositoryPath, Optional<String>> written(Map<RepositoryPath, String> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> Optional.of(file.getValue())));
    }
}
