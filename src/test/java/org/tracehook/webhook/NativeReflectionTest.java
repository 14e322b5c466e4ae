package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TriggerInfo;

class NativeReflectionTest {

    /** Everything that is handed to {@code TraceJson}. */
    private static final List<Class<?>> ROOTS = List.of(
            ExecutionTrace.class,
            ExecutionStep.class,
            TriggerInfo.class,
            AcceptedRun.class,
            KeptRequest.class,
            Verdict.class,
            Problem.Document.class,
            Reply.Trace.class,
            Reply.Ignored.class);

    @Test
    void everyTypeReachedFromWhatIsWrittenAsJsonIsRegisteredAndNoOther() {
        Set<Class<?>> reached = new LinkedHashSet<>();
        ROOTS.forEach(root -> walk(root, reached));

        assertEquals(names(reached.stream()), names(registered()));
    }

    @Test
    void theWalkGoesThroughListsAndEnums() {
        Set<Class<?>> reached = new LinkedHashSet<>();
        walk(Nesting.class, reached);

        assertEquals(names(Stream.of(Nesting.class, Leaf.class, Kind.class)), names(reached.stream()));
    }

    private record Nesting(List<List<Leaf>> leaves, String text) {}

    private record Leaf(Kind kind) {}

    private enum Kind {
        ONE
    }

    private static Stream<Class<?>> registered() {
        return Arrays.stream(NativeReflection.class
                .getAnnotation(RegisterForReflection.class)
                .targets());
    }

    private static void walk(Type type, Set<Class<?>> reached) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> walk(argument, reached));
        } else if (type instanceof Class<?> raw && isOurs(raw) && reached.add(raw) && raw.isRecord()) {
            Arrays.stream(raw.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(component -> walk(component, reached));
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.tracehook.");
    }

    private static Set<String> names(Stream<Class<?>> types) {
        Set<String> names = new TreeSet<>();
        types.forEach(type -> names.add(type.getName()));
        return names;
    }
}
