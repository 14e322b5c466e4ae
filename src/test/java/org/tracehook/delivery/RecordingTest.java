package org.tracehook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In classes of its own, which no other test has used. */
class RecordingTest {

    /** An executable is built with the class initialised, so this is not made at its start, nor at its first reply. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.tracehook.trace.ExecutionTrace",
                "org.tracehook.trace.ExecutionStep",
                "org.tracehook.trace.TriggerInfo",
                "org.tracehook.intent.Verdict",
                "org.tracehook.delivery.Reply$Trace",
                "org.tracehook.delivery.Reply$Ignored",
                "org.tracehook.problem.Problem$Document"
            })
    void whatWritesTheRecordIsMadeWithTheClass(String type) throws Exception {
        try (URLClassLoader process = process()) {
            Class.forName(Recording.class.getName(), true, process);
            Object mapper = mapper(process);
            int before = cached(mapper);
            mapper.getClass().getMethod("writerFor", Class.class).invoke(mapper, process.loadClass(type));

            assertEquals(before, cached(mapper));
        }
    }

    private static URLClassLoader process() throws Exception {
        List<String> path = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        URL[] urls = new URL[path.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(path.get(i)).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static Object mapper(ClassLoader process) throws Exception {
        Field mapper = process.loadClass("org.tracehook.trace.TraceJson").getDeclaredField("MAPPER");
        mapper.setAccessible(true);
        return mapper.get(null);
    }

    private static int cached(Object mapper) throws Exception {
        Object provider = mapper.getClass().getMethod("getSerializerProvider").invoke(mapper);
        Method count = provider.getClass().getMethod("cachedSerializersCount");
        return (int) count.invoke(provider);
    }
}
