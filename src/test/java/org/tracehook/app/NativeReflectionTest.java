package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.TraceJson;

/** What is written or read as JSON is found in the class files: a new record cannot be forgotten. */
class NativeReflectionTest {

    /** What Jackson and TraceJson have code of their own for. */
    private static final Set<Class<?>> WITHOUT_REFLECTION = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            int.class,
            long.class,
            Integer.class,
            Long.class,
            Instant.class,
            List.class,
            Map.class,
            JsonNode.class);

    @Test
    void everyTypeReachedFromWhatIsWrittenOrReadAsJsonIsRegisteredAndNoOther() {
        Set<Class<?>> reached = reached(JsonSinks.ofFunction().handed());
        reached.removeAll(WITHOUT_REFLECTION);

        assertTrue(reached.size() > 15, reached::toString);
        assertEquals(names(registered()), names(reached.stream()));
    }

    @Test
    void nothingIsWrittenOrReadAsJsonByItsTypeButByTraceJson() {
        assertEquals(List.of(), JsonSinks.ofFunction().elsewhere());
    }

    @Test
    void whatIsHandedOverIsFoundHoweverItIs() {
        Set<Class<?>> handed = new JsonSinks(List.of(Sample.class, Source.class, Given.class)).handed();

        assertEquals(
                names(Stream.of(ByName.class, ByReference.class, ByRead.class, ByInterface.class, String.class)),
                names(handed.stream()));
    }

    @Test
    void whatCannotBeToldFails() {
        JsonSinks vague = new JsonSinks(List.of(Vague.class));

        assertThrows(AssertionError.class, vague::handed);
        assertEquals(
                List.of(Vague.class.getName() + ".otherwise calls writeValueAsString"),
                new JsonSinks(List.of(Vague.class)).elsewhere());
    }

    @Test
    void theWalkGoesThroughListsEnumsAndSealedInterfaces() {
        assertEquals(
                names(Stream.of(
                        Nesting.class, Leaf.class, Kind.class, Either.class, One.class, List.class, String.class)),
                names(reached(Set.of(Nesting.class)).stream()));
    }

    private static final class Sample {

        Stream<Object> all(ByName name, List<ByReference> references, Source source) {
            Function<ByReference, Object> reference = TraceJson::tree;
            return Stream.concat(
                    references.stream().map(reference),
                    Stream.of(
                            TraceJson.write(name),
                            TraceJson.read("{}", ByRead.class),
                            TraceJson.write(source.body()),
                            jakarta.ws.rs.core.Response.ok().entity("text")));
        }
    }

    private interface Source {
        Record body();
    }

    private record Given(ByInterface body) implements Source {}

    private record ByName() {}

    private record ByReference() {}

    private record ByRead() {}

    private record ByInterface() {}

    private static final class Vague {

        String any(Record record) {
            return TraceJson.write(record);
        }

        String otherwise(Object any) throws Exception {
            return new JsonMapper().writeValueAsString(any);
        }
    }

    private record Nesting(List<List<Leaf>> leaves, String text, Either either) {}

    private record Leaf(Kind kind) {}

    private enum Kind {
        ONE
    }

    private sealed interface Either {}

    private record One(Kind kind) implements Either {}

    private static Stream<Class<?>> registered() {
        return Arrays.stream(NativeReflection.class
                .getAnnotation(RegisterForReflection.class)
                .targets());
    }

    private static Set<Class<?>> reached(Set<Class<?>> roots) {
        Set<Class<?>> reached = new LinkedHashSet<>();
        roots.forEach(root -> walk(root, reached));
        return reached;
    }

    private static void walk(Type type, Set<Class<?>> reached) {
        if (type instanceof ParameterizedType generic) {
            walk(generic.getRawType(), reached);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> walk(argument, reached));
        } else if (type instanceof Class<?> raw && reached.add(raw)) {
            if (raw.isSealed()) {
                Arrays.stream(raw.getPermittedSubclasses()).forEach(permitted -> walk(permitted, reached));
            }
            if (raw.isRecord()) {
                Arrays.stream(raw.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .forEach(component -> walk(component, reached));
            }
        }
    }

    private static Set<String> names(Stream<? extends Class<?>> types) {
        Set<String> names = new TreeSet<>();
        types.forEach(type -> names.add(type.getName()));
        return names;
    }
}
