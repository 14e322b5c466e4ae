package org.tracehook.build;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The keys by which recorded build steps hand each other their results. Quarkus counts them over all build steps, which
 * run side by side; here they're counted in the order in which they are met.
 */
final class RecordedKeys {

    private static final Pattern KEY = Pattern.compile("proxykey\\d+");

    private final Map<String, String> renumbered = new HashMap<>();

    /** Gives each key its number; to be called for all classes, always in the same order. */
    void renumber(ClassNode recorded) {
        for (MethodNode method : recorded.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof LdcInsnNode constant
                        && constant.cst instanceof String text
                        && KEY.matcher(text).matches()) {
                    constant.cst = renumbered.computeIfAbsent(text, key -> "proxykey" + (renumbered.size() + 1));
                }
            }
        }
    }
}
