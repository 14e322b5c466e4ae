package org.tracehook.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SimpleVerifier;
import org.tracehook.trace.TraceJson;

/** What compiled classes hand to Jackson by its type, which Jackson then looks into by reflection. */
final class JsonSinks {

    private static final String TRACE_JSON = Type.getInternalName(TraceJson.class);
    private static final Set<String> JACKSON = Stream.of(
                    ObjectMapper.class, ObjectReader.class, ObjectWriter.class, JsonGenerator.class, JsonNode.class)
            .map(Type::getInternalName)
            .collect(Collectors.toSet());
    private static final Set<String> BY_TYPE = Set.of(
            "convertValue",
            "readerFor",
            "readValue",
            "readValues",
            "treeAsTokens",
            "treeToValue",
            "updateValue",
            "valueToTree",
            "writeObject",
            "writePOJO",
            "writeValue",
            "writeValueAsBytes",
            "writeValueAsString",
            "writerFor",
            "putPOJO",
            "addPOJO");

    private final List<Class<?>> classes;

    /** Of those classes. */
    JsonSinks(List<Class<?>> classes) {
        this.classes = List.copyOf(classes);
    }

    /** Of all classes in the function: those of dev mode's page are not. */
    static JsonSinks ofFunction() {
        Path root = Path.of(TraceJson.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (Stream<Path> files = Files.walk(root)) {
            return new JsonSinks(files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("org/tracehook/") && name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .filter(name -> !name.contains(".viewer.") && !name.contains("ViewerWiring"))
                    .<Class<?>>map(JsonSinks::load)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, JsonSinks.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The types that are handed to {@link TraceJson}, or as they are to REST; an interface's are those of all that implement it. */
    Set<Class<?>> handed() {
        return methods().flatMap(this::handed).collect(Collectors.toSet());
    }

    /** Where Jackson is given a type by others than {@link TraceJson}, whose roots would not be seen. */
    List<String> elsewhere() {
        return methods()
                .filter(method -> !method.owner().equals(TRACE_JSON))
                .flatMap(method -> calls(method)
                        .filter(call -> BY_TYPE.contains(call.name) && isOfJackson(call.owner))
                        .map(call -> method + " calls " + call.name))
                .toList();
    }

    private static boolean isOfJackson(String owner) {
        return owner.startsWith("com/fasterxml/jackson/")
                && JACKSON.stream()
                        .anyMatch(type -> load(type.replace('/', '.')).isAssignableFrom(type(owner)));
    }

    private static Class<?> type(String internalName) {
        return load(internalName.replace('/', '.'));
    }

    private Stream<Body> methods() {
        return classes.stream().flatMap(type -> {
            ClassNode node = new ClassNode();
            try (var in = type.getResourceAsStream("/" + Type.getInternalName(type) + ".class")) {
                new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return node.methods.stream().map(method -> new Body(node.name, method));
        });
    }

    private static Stream<MethodInsnNode> calls(Body body) {
        return Arrays.stream(body.method().instructions.toArray())
                .filter(MethodInsnNode.class::isInstance)
                .map(MethodInsnNode.class::cast);
    }

    private Stream<Class<?>> handed(Body body) {
        Stream<Class<?>> called = body.owner().equals(TRACE_JSON)
                ? Stream.empty()
                : calls(body)
                        .filter(JsonSinks::isSink)
                        .flatMap(
                                call -> call.name.equals("read") ? Stream.of(constant(body, call)) : given(body, call));
        return Stream.concat(called, referred(body));
    }

    private static boolean isSink(MethodInsnNode call) {
        return call.owner.equals(TRACE_JSON) && !call.name.equals("time")
                || call.owner.equals(Type.getInternalName(Response.ResponseBuilder.class))
                        && call.name.equals("entity");
    }

    /** {@code TraceJson::tree}, whose type is the last argument of what makes the lambda. */
    private static Stream<Class<?>> referred(Body body) {
        return Arrays.stream(body.method().instructions.toArray())
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .map(InvokeDynamicInsnNode.class::cast)
                .filter(lambda -> Arrays.stream(lambda.bsmArgs)
                        .anyMatch(argument -> argument instanceof Handle handle
                                && handle.getOwner().equals(TRACE_JSON)
                                && !handle.getName().equals("time")))
                .map(lambda -> type(((Type) lambda.bsmArgs[2]).getArgumentTypes()[0].getInternalName()));
    }

    /** The class that is written beside the call. */
    private static Class<?> constant(Body body, MethodInsnNode call) {
        if (call.getPrevious() instanceof LdcInsnNode constant && constant.cst instanceof Type type) {
            return type(type.getInternalName());
        }
        throw new AssertionError(body + " has read what cannot be told: name the class in the call");
    }

    private Stream<Class<?>> given(Body body, MethodInsnNode call) {
        Class<?> type = type(top(body, call).getType().getInternalName());
        if (type != Record.class && type != Object.class) {
            return Stream.of(type);
        }
        AbstractInsnNode before = call.getPrevious();
        if (before instanceof MethodInsnNode maker && maker.owner.startsWith("org/tracehook/")) {
            return made(maker);
        }
        throw new AssertionError(body + " hands over what cannot be told: give it a type");
    }

    /** What that method gives in the classes that have it, as far as they say more than the method that is called. */
    private Stream<Class<?>> made(MethodInsnNode maker) {
        return classes.stream()
                .filter(type(maker.owner)::isAssignableFrom)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals(maker.name) && !method.isBridge())
                .<Class<?>>map(Method::getReturnType)
                .filter(type -> type != Record.class);
    }

    private static BasicValue top(Body body, MethodInsnNode call) {
        try {
            Frame<BasicValue> frame = new Analyzer<>(new SimpleVerifier())
                    .analyze(body.owner(), body.method())[
                    body.method().instructions.indexOf(call)];
            return frame.getStack(frame.getStackSize() - 1);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Body(String owner, MethodNode method) {

        @Override
        public String toString() {
            return owner.replace('/', '.') + "." + method.name;
        }
    }
}
