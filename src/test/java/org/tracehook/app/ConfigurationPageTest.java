package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tracehook.MarkdownPage;
import org.tracehook.agent.codereview.Category;
import org.tracehook.config.Secret;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.intent.CodeFrom;

/**
 * The manual's page <em>Configuration</em> has every key with its type, its default and the Javadoc of its mapping.
 * {@code -Dmanual.update=true} writes that part of the page anew.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final String BEGIN = "## All keys\n";

    /** What a person writes for a value of that type. */
    private static final Map<Type, String> TYPES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(boolean.class, "`true` or `false`"),
            Map.entry(int.class, "number"),
            Map.entry(Integer.class, "number"),
            Map.entry(Duration.class, "duration"),
            Map.entry(DeliveryConfig.MaxAge.class, "duration or `off`"),
            Map.entry(MemorySize.class, "size"),
            Map.entry(URI.class, "address"),
            Map.entry(Secret.class, "secret"),
            Map.entry(CodeFrom.class, "`none`, `context`, `description`, `agent:<name>`"),
            Map.entry(org.tracehook.agent.Glob.class, "glob"),
            Map.entry(com.google.re2j.Pattern.class, "RE2 expression"));

    @Test
    void thePageHasEveryKeyAsTheMappingsHaveIt() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN)) + BEGIN + keys();
        if (Boolean.getBoolean("manual.update")) {
            Files.writeString(PAGE, expected);
        }

        assertEquals(expected, page);
    }

    @Test
    void noKeyIsMissing() throws IOException {
        String keys = keys();

        for (String property : Settings.known().all()) {
            String key = property.replaceAll("\\[\\*]$", "")
                    .replace("[*]", "[n]")
                    .replace(".*", ".<name>")
                    .replace(".<name>.<name>", ".<intent>.<status>");
            assertTrue(keys.contains("| `" + key + "` |"), key);
        }
    }

    private static String keys() throws IOException {
        Map<String, String> sections = new TreeMap<>();
        for (ConfigClass mapping : Settings.MAPPINGS) {
            StringBuilder rows = new StringBuilder();
            addRows(mapping.getType().getAnnotation(ConfigMapping.class).prefix(), mapping.getType(), rows);
            sections.put(title(mapping.getType()), rows.toString());
        }
        String index = sections.keySet().stream()
                .map(title -> "- [" + title.replace("`", "") + "](#" + MarkdownPage.anchor(title) + ")\n")
                .collect(Collectors.joining());
        return "\n" + index
                + sections.entrySet().stream()
                        .map(section -> "\n### " + section.getKey()
                                + "\n\n| key | type | default | meaning |\n|---|---|---|---|\n" + section.getValue())
                        .collect(Collectors.joining());
    }

    private static String title(Class<?> mapping) throws IOException {
        Matcher doc = Pattern.compile(
                        "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@ConfigMapping\\([^)]*\\)\\s*)?(?:public )?interface "
                                + mapping.getSimpleName() + "\\b")
                .matcher(source(mapping));
        assertTrue(doc.find(), mapping::getName);
        return words(doc.group(1)).split("(?<=[^.])\\.(?: |$)|; ")[0].replaceAll("[.:]$", "");
    }

    private static void addRows(String prefix, Class<?> mapping, StringBuilder rows) throws IOException {
        String source = source(mapping);
        Method[] methods = mapping.getDeclaredMethods();
        List<Method> inOrder = Arrays.stream(methods)
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted((one, other) ->
                        Integer.compare(position(source, mapping, one), position(source, mapping, other)))
                .toList();
        for (Method method : inOrder) {
            String key = prefix + "." + SettingsTest.name(method);
            Type type = method.getGenericReturnType();
            Optional<Class<?>> group = group(type);
            if (group.isPresent()) {
                addRows(key + (isMap(type) ? ".<name>" : isList(type) ? "[n]" : ""), group.get(), rows);
            } else {
                String names = key;
                for (Type inner = type; isMap(inner); inner = argument(inner, 1)) {
                    names += ".<name>";
                }
                names = names.replace(".<name>.<name>", ".<intent>.<status>");
                rows.append("| `%s` | %s | %s | %s |%n"
                        .formatted(names, type(type), defaultOf(method), doc(source, mapping, method)));
            }
        }
    }

    private static Optional<Class<?>> group(Type type) {
        Type inner = isMap(type) ? argument(type, 1) : isList(type) ? argument(type, 0) : type;
        return inner instanceof Class<?> raw && raw.isInterface() ? Optional.of(raw) : Optional.empty();
    }

    private static boolean isMap(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Map.class;
    }

    private static boolean isList(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class;
    }

    private static Type argument(Type type, int number) {
        return ((ParameterizedType) type).getActualTypeArguments()[number];
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return type(argument(type, 0));
        }
        if (isMap(type)) {
            return type(argument(type, 1));
        }
        if (isList(type)) {
            String element = type(argument(type, 0));
            return "list" + (element.equals("text") ? "" : " of " + element + "s");
        }
        if (type instanceof Class<?> raw && raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> constant instanceof Category category
                            ? category.wireName()
                            : ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
        }
        return Optional.ofNullable(TYPES.get(type)).orElseThrow(() -> new AssertionError(type));
    }

    private static String defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        if (value != null) {
            return "`" + value.value() + "`";
        }
        return method.getReturnType() == Optional.class || method.getReturnType() == Map.class ? "none" : "**needed**";
    }

    private static int position(String source, Class<?> mapping, Method method) {
        return source.indexOf(" " + method.getName() + "();", source.indexOf("interface " + mapping.getSimpleName()));
    }

    private static String doc(String source, Class<?> mapping, Method method) {
        int at = position(source, mapping, method);
        assertTrue(at > 0, method::toString);
        int begin = source.lastIndexOf("    /**", at);
        return words(source.substring(begin + "    /**".length(), source.indexOf("*/\n", begin)));
    }

    /** The text of a Javadoc comment as Markdown, in a line. */
    private static String words(String javadoc) {
        String text = javadoc.replaceAll("\\n\\s*\\* ?", " ")
                .replaceAll("(?s)<pre>.*", "")
                .replaceAll("<p>", "");
        text = Pattern.compile("\\{@code\\s+((?:[^{}]|\\{[^}]*})*)}")
                .matcher(text)
                .replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1).strip() + "`"));
        text = Pattern.compile("\\{@link #(\\w+)(?:\\(\\))?}")
                .matcher(text)
                .replaceAll(
                        link -> "`" + link.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "`");
        return text.replaceAll("</?code>", "`")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String source(Class<?> type) throws IOException {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return Files.readString(Path.of("src/main/java", outermost.getName().replace('.', '/') + ".java"));
    }
}
