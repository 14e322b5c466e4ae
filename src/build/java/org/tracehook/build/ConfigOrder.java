package org.tracehook.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * The order of configuration mappings in what Quarkus generates. Quarkus takes them out of a hash set of classes, whose
 * hashes are other ones in each process; here they are sorted by name.
 */
final class ConfigOrder {

    /** The class with a constant for each mapping. */
    static final String SHARED = "io/quarkus/runtime/generated/SharedConfig";

    /** What the name of such a constant begins with; a number follows. */
    static final String CONSTANT = "configClass$";

    /** Which place a constant of this name has when they are sorted. */
    private final Map<String, Integer> places;

    private ConfigOrder(Map<String, Integer> places) {
        this.places = places;
    }

    /**
     * Reads the order from the class that defines the constants.
     *
     * @throws IllegalStateException if one of them is defined in a way that is not known
     */
    static ConfigOrder of(ClassNode shared) {
        Map<String, String> sorted = new TreeMap<>();
        for (MethodNode method : shared.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                MappingCode.definition(instruction).ifPresent(code -> sorted.put(code.mapping(), code.constant()));
            }
        }
        Map<String, Integer> places = new HashMap<>();
        sorted.values().forEach(constant -> places.put(constant, places.size()));
        long constants =
                shared.fields.stream().filter(field -> isConstant(field.name)).count();
        if (places.size() != constants) {
            throw new IllegalStateException(
                    "Quarkus defines " + constants + " configuration mappings, of which " + places.size()
                            + " in the way that ConfigOrder knows: look at " + SHARED + " and mend ConfigOrder.");
        }
        return new ConfigOrder(places);
    }

    /** Puts in order what of these constants the class has or uses. */
    void sort(ClassNode generated) {
        for (MethodNode method : generated.methods) {
            sort(method.instructions);
            rename(method.instructions);
        }
        if (generated.name.equals(SHARED)) {
            sort(generated.fields);
        }
    }

    /** Sorts code for one mapping among the code for other mappings right beside it. */
    private void sort(InsnList instructions) {
        List<MappingCode> run = new ArrayList<>();
        AbstractInsnNode next = instructions.getFirst();
        while (next != null) {
            var code = MappingCode.at(next);
            if (code.isPresent()) {
                run.add(code.get());
                next = code.get().last().getNext();
            } else {
                place(run, next, instructions);
                run.clear();
                next = next.getNext();
            }
        }
    }

    private void place(List<MappingCode> run, AbstractInsnNode before, InsnList instructions) {
        List<Integer> variables = run.stream().map(MappingCode::variable).toList();
        List<MappingCode> sorted = run.stream()
                .sorted(Comparator.comparing(code -> places.get(code.constant())))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            sorted.get(i).moveBefore(before, instructions);
            sorted.get(i).useVariable(variables.get(i));
        }
    }

    private void rename(InsnList instructions) {
        for (AbstractInsnNode instruction : instructions) {
            if (instruction instanceof FieldInsnNode field && field.owner.equals(SHARED) && isConstant(field.name)) {
                field.name = CONSTANT + places.get(field.name);
            }
        }
    }

    /** Keeps the places that constants have among other fields. */
    private static void sort(List<FieldNode> fields) {
        int place = 0;
        for (FieldNode field : fields) {
            if (isConstant(field.name)) {
                field.name = CONSTANT + place++;
            }
        }
    }

    private static boolean isConstant(String name) {
        return name.startsWith(CONSTANT);
    }
}
