package org.tracehook.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Rewrites the classes that Quarkus 3.34 generates differently on each build, so that the same sources give the same
 * bytes. What they do stays the same.
 */
public final class CanonicalClasses {

    /** Where Quarkus writes one class for each build step that recorded something to be done at start. */
    private static final String RECORDED = "io/quarkus/runner/recorded";

    /** Where Quarkus writes how the configuration is put together. */
    private static final String CONFIG = "io/quarkus/runtime/generated";

    private CanonicalClasses() {}

    /**
     * Rewrites in place; a directory without such classes, as that of a native function, stays as it is.
     *
     * @param args the directory that holds the function's classes
     * @throws IOException if a class can't be read or written
     * @throws IllegalStateException if the classes are of a form that isn't known, which another version may bring
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        rewrite(root.resolve(RECORDED), new RecordedKeys()::renumber);
        Path mappings = root.resolve(ConfigOrder.SHARED + ".class");
        if (Files.exists(mappings)) {
            rewrite(root.resolve(CONFIG), ConfigOrder.of(parsed(mappings))::sort);
        }
    }

    private static void rewrite(Path directory, Consumer<ClassNode> change) throws IOException {
        for (Path file : classes(directory)) {
            ClassNode node = parsed(file);
            change.accept(node);
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            Files.write(file, writer.toByteArray());
        }
    }

    private static List<Path> classes(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    private static ClassNode parsed(Path file) throws IOException {
        ClassNode node = new ClassNode();
        new ClassReader(Files.readAllBytes(file)).accept(node, 0);
        return node;
    }
}
