package org.tracehook.build;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Classes of the form in which Quarkus 3.34 generates them, small enough to read. */
final class GeneratedClasses {

    private static final String TEXT = Type.getDescriptor(String.class);
    private static final String BUILDER = Type.getInternalName(Calls.class);
    private static final String CUSTOMIZER = "io/quarkus/runtime/generated/RunTimeConfigCustomizer";

    private GeneratedClasses() {}

    /** What the generated configuration calls. */
    public static final class Calls {

        static final List<String> LIST = new ArrayList<>();

        private Calls() {}

        /** Defines a mapping. */
        public static String configClass(String type, String prefix) {
            LIST.add("define " + type + " " + prefix);
            return type;
        }

        /** Has the class of a mapping loaded. */
        public static void ensureLoaded(String type) {
            LIST.add("load " + type);
        }

        /** Takes a mapping. */
        public static void withMapping(Object builder, String type) {
            LIST.add("with " + type);
        }
    }

    static void recorded(Path root, String name, String... constants) throws IOException {
        ClassWriter type = type("io/quarkus/runner/recorded/" + name);
        MethodVisitor method = method(type, "deploy", "()V");
        for (String constant : constants) {
            method.visitLdcInsn(constant);
            method.visitInsn(POP);
        }
        write(root, "io/quarkus/runner/recorded/" + name, type, method);
    }

    static void configuration(Path root, List<String> mappings) throws IOException {
        configuration(root, mappings, "configClass");
    }

    static void configurationOfAnotherForm(Path root, List<String> mappings) throws IOException {
        configuration(root, mappings, "mappingOf");
    }

    private static void configuration(Path root, List<String> mappings, String definition) throws IOException {
        ClassWriter shared = type(ConfigOrder.SHARED);
        ClassWriter customizer = type(CUSTOMIZER);
        MethodVisitor constants = method(shared, "<clinit>", "()V");
        MethodVisitor uses = method(customizer, "configBuilder", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        for (int i = 0; i < mappings.size(); i++) {
            String constant = ConfigOrder.CONSTANT + i;
            shared.visitField(ACC_STATIC | ACC_PUBLIC, constant, TEXT, null, null);
            constants.visitLdcInsn(mappings.get(i));
            constants.visitLdcInsn("prefix of " + mappings.get(i));
            constants.visitMethodInsn(INVOKESTATIC, BUILDER, definition, "(" + TEXT + TEXT + ")" + TEXT, false);
            constants.visitFieldInsn(PUTSTATIC, ConfigOrder.SHARED, constant, TEXT);
            for (String loaded : List.of(mappings.get(i), mappings.get(i) + "$Nested")) {
                constants.visitLdcInsn(loaded);
                constants.visitMethodInsn(INVOKESTATIC, BUILDER, "ensureLoaded", "(" + TEXT + ")V", false);
            }
            uses.visitFieldInsn(GETSTATIC, ConfigOrder.SHARED, constant, TEXT);
            uses.visitVarInsn(ASTORE, 2 + i);
            uses.visitVarInsn(ALOAD, 1);
            uses.visitVarInsn(ALOAD, 2 + i);
            uses.visitMethodInsn(INVOKESTATIC, BUILDER, "withMapping", "(Ljava/lang/Object;" + TEXT + ")V", false);
        }
        write(root, ConfigOrder.SHARED, shared, constants);
        write(root, CUSTOMIZER, customizer, uses);
    }

    /** Calls that the generated configuration makes, in order. */
    static List<String> run(Path root) throws Exception {
        Calls.LIST.clear();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {root.toUri().toURL()}, GeneratedClasses.class.getClassLoader())) {
            loader.loadClass(CUSTOMIZER.replace('/', '.'))
                    .getMethod("configBuilder", Object.class, Object.class)
                    .invoke(null, "none", "builder");
        }
        return List.copyOf(Calls.LIST);
    }

    /** Texts in the code of a class made by {@link #recorded}. */
    static List<String> constants(Path root, String name) throws IOException {
        List<String> constants = new ArrayList<>();
        byte[] code = Files.readAllBytes(root.resolve("io/quarkus/runner/recorded/" + name + ".class"));
        new ClassReader(code)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String type, String generic, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitLdcInsn(Object constant) {
                                        constants.add((String) constant);
                                    }
                                };
                            }
                        },
                        0);
        return constants;
    }

    private static ClassWriter type(String name) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", null);
        return type;
    }

    private static MethodVisitor method(ClassWriter type, String name, String descriptor) {
        MethodVisitor method = type.visitMethod(ACC_STATIC | ACC_PUBLIC, name, descriptor, null, null);
        method.visitCode();
        return method;
    }

    private static void write(Path root, String name, ClassWriter type, MethodVisitor method) throws IOException {
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        type.visitEnd();
        Path file = root.resolve(name + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, type.toByteArray());
    }
}
