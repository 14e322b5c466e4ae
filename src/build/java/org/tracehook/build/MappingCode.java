package org.tracehook.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Instructions for one configuration mapping that may change places with those for another: what defines its constant,
 * or what hands the constant on.
 *
 * @param constant name of the field
 * @param instructions in their order, at least one
 */
record MappingCode(String constant, List<AbstractInsnNode> instructions) {

    /** The code that begins with this instruction; empty if none does. */
    static Optional<MappingCode> at(AbstractInsnNode first) {
        return definition(first).or(() -> use(first));
    }

    /** {@code configClass$1 = configClass("org.tracehook.Config", "tracehook"); ensureLoaded("org.tracehook.Config");} */
    static Optional<MappingCode> definition(AbstractInsnNode first) {
        List<AbstractInsnNode> code = following(first, 4);
        if (code.size() < 4
                || !(code.get(0) instanceof LdcInsnNode)
                || !(code.get(1) instanceof LdcInsnNode)
                || !calls(code.get(2), "configClass")
                || !(code.get(3) instanceof FieldInsnNode constant)) {
            return Optional.empty();
        }
        List<AbstractInsnNode> loads = following(constant.getNext(), 2);
        while (loads.size() == 2 && calls(loads.get(1), "ensureLoaded")) {
            code.addAll(loads);
            loads = following(loads.get(1).getNext(), 2);
        }
        return Optional.of(new MappingCode(constant.name, code));
    }

    /** {@code variable = SharedConfig.configClass$1; withMapping(builder, variable);} */
    private static Optional<MappingCode> use(AbstractInsnNode first) {
        List<AbstractInsnNode> code = following(first, 5);
        if (code.size() < 5
                || !(code.get(0) instanceof FieldInsnNode constant)
                || code.get(1).getOpcode() != Opcodes.ASTORE
                || !calls(code.get(4), "withMapping")) {
            return Optional.empty();
        }
        return Optional.of(new MappingCode(constant.name, code));
    }

    private static boolean calls(AbstractInsnNode instruction, String method) {
        return instruction instanceof MethodInsnNode call && call.name.equals(method);
    }

    private static List<AbstractInsnNode> following(AbstractInsnNode first, int atMost) {
        List<AbstractInsnNode> following = new ArrayList<>();
        for (AbstractInsnNode next = first; next != null && following.size() < atMost; next = next.getNext()) {
            following.add(next);
        }
        return following;
    }

    /** Name and prefix of the mapping that a {@linkplain #definition definition} is of. */
    String mapping() {
        return text(0) + " " + text(1);
    }

    private Object text(int index) {
        return ((LdcInsnNode) instructions.get(index)).cst;
    }

    AbstractInsnNode last() {
        return instructions.get(instructions.size() - 1);
    }

    void moveBefore(AbstractInsnNode place, InsnList method) {
        for (AbstractInsnNode instruction : instructions) {
            method.remove(instruction);
            method.insertBefore(place, instruction);
        }
    }

    /** Number of the local variable that takes the constant; -1 if none does. */
    int variable() {
        return instructions.get(1) instanceof VarInsnNode store ? store.var : -1;
    }

    /** Puts another local variable in the place of {@link #variable}. */
    void useVariable(int other) {
        int own = variable();
        for (AbstractInsnNode instruction : instructions) {
            if (instruction instanceof VarInsnNode access && access.var == own) {
                access.var = other;
            }
        }
    }
}
