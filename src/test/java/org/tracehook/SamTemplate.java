package org.tracehook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A CloudFormation template as JSON, in which {@code !GetAtt a.b} reads {@code {"Fn::GetAtt": "a.b"}}. */
public record SamTemplate(JsonNode root) {

    /** Names in the text of {@code Fn::Sub}; <code>${!x}</code> stands for itself. */
    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private static final List<String> PSEUDO_PARAMETERS = List.of(
            "AWS::AccountId",
            "AWS::NotificationARNs",
            "AWS::NoValue",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    /** Reads that file. */
    public static SamTemplate read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader text = Files.newBufferedReader(file)) {
            Object document = new Yaml(new ShortTags(options)).load(text);
            return new SamTemplate(new ObjectMapper().valueToTree(document));
        }
    }

    /** The properties of the only resource of a type. */
    JsonNode only(String type) {
        List<JsonNode> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of type " + type);
        }
        return found.get(0);
    }

    /** The properties of each resource of a type. */
    public List<JsonNode> all(String type) {
        return root.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** The declaration of a parameter. */
    public JsonNode parameter(String name) {
        return root.path("Parameters").path(name);
    }

    /** The parameters, resources, conditions and mappings that are named somewhere and exist nowhere. */
    List<String> unresolved() {
        Stream<String> values = references()
                .filter(name -> !PSEUDO_PARAMETERS.contains(name))
                .filter(name -> !root.path("Parameters").has(name))
                .filter(name -> !root.path("Resources").has(name))
                .filter(name -> !isRoleOfFunction(name));
        Stream<String> attributes = Stream.concat(attributes(), dependencies())
                .filter(name -> !root.path("Resources").has(name));
        Stream<String> conditions =
                conditions().filter(name -> !root.path("Conditions").has(name));
        Stream<String> mappings = arguments("Fn::FindInMap")
                .map(SamTemplate::first)
                .filter(name -> !root.path("Mappings").has(name));
        return Stream.of(values, attributes, conditions, mappings)
                .flatMap(names -> names)
                .toList();
    }

    /** SAM makes a role for each function that names none. */
    private boolean isRoleOfFunction(String name) {
        return root.path("Resources")
                .propertyStream()
                .anyMatch(resource -> name.equals(resource.getKey() + "Role")
                        && resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")
                        && !resource.getValue().path("Properties").has("Role"));
    }

    /** The names of whole values: parameters and resources. */
    Stream<String> references() {
        return Stream.concat(
                arguments("Ref").map(JsonNode::asText), substituted().filter(name -> !name.contains(".")));
    }

    /** The conditions that are asked for, by a value, a resource or an output. */
    Stream<String> conditions() {
        return Stream.concat(
                arguments("Fn::If").map(SamTemplate::first),
                Stream.of("Resources", "Outputs")
                        .flatMap(section -> root.path(section).valueStream())
                        .filter(member -> member.has("Condition"))
                        .map(member -> member.path("Condition").asText()));
    }

    /** The resources that are named where their condition need not hold, each after what names it. */
    List<String> perhapsMissing() {
        return Stream.of("Resources", "Outputs")
                .flatMap(section -> root.path(section).propertyStream())
                .flatMap(member -> perhapsMissing(
                                member.getValue(),
                                Set.of(member.getValue().path("Condition").asText()))
                        .map(name -> member.getKey() + " names " + name))
                .toList();
    }

    private Stream<String> perhapsMissing(JsonNode node, Set<String> holding) {
        if (node.has("Fn::If")) {
            JsonNode choice = node.path("Fn::If");
            String condition = first(choice);
            return Stream.concat(
                    perhapsMissing(choice.path(1), union(holding, Set.of(condition))),
                    perhapsMissing(choice.path(2), union(holding, opposites(condition))));
        }
        SamTemplate part = new SamTemplate(new ObjectMapper().createObjectNode().set("part", withoutMembers(node)));
        Stream<String> here = Stream.concat(part.references(), part.attributes())
                .filter(name -> root.path("Resources").path(name).has("Condition"))
                .filter(name -> !holding.contains(
                        root.path("Resources").path(name).path("Condition").asText()));
        return Stream.concat(here, node.valueStream().flatMap(member -> perhapsMissing(member, holding)));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** The conditions that hold when that one does not, since a parameter of two values then has the other one. */
    private Set<String> opposites(String condition) {
        JsonNode comparison = root.path("Conditions").path(condition).path("Fn::Equals");
        String parameter = comparison.at("/0/Ref").asText();
        if (parameter(parameter).path("AllowedValues").size() != 2) {
            return Set.of();
        }
        return root.path("Conditions")
                .propertyStream()
                .filter(other ->
                        other.getValue().at("/Fn::Equals/0/Ref").asText().equals(parameter))
                .filter(other -> !other.getValue().path("Fn::Equals").equals(comparison))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Only its own texts: what is below is looked at with the conditions that hold there. */
    private static JsonNode withoutMembers(JsonNode node) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode own = json.createObjectNode();
        node.propertyStream()
                .filter(member -> !first(member.getValue()).isEmpty())
                .forEach(member -> own.put(member.getKey(), first(member.getValue())));
        return own;
    }

    /** The names that something else has too: CloudFormation tells parameters and resources apart by nothing else. */
    List<String> ambiguous() {
        return root.path("Parameters")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> root.path("Resources").has(name))
                .toList();
    }

    private Stream<String> dependencies() {
        return root.path("Resources")
                .valueStream()
                .map(resource -> resource.path("DependsOn"))
                .flatMap(names -> names.isArray() ? names.valueStream() : Stream.of(names))
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty());
    }

    private Stream<String> attributes() {
        return Stream.concat(
                        arguments("Fn::GetAtt").map(SamTemplate::first),
                        substituted().filter(name -> name.contains(".")))
                .map(name -> name.replaceFirst("\\..*", ""));
    }

    private Stream<String> substituted() {
        return arguments("Fn::Sub").flatMap(arguments -> SUBSTITUTED
                .matcher(first(arguments))
                .results()
                .map((MatchResult name) -> name.group(1))
                .filter(name -> !arguments.path(1).has(name)));
    }

    private Stream<JsonNode> arguments(String function) {
        return members(root).filter(member -> member.getKey().equals(function)).map(Map.Entry::getValue);
    }

    private static Stream<Map.Entry<String, JsonNode>> members(JsonNode node) {
        return Stream.concat(node.propertyStream(), node.valueStream().flatMap(SamTemplate::members));
    }

    private static String first(JsonNode arguments) {
        return arguments.isArray() ? arguments.get(0).asText() : arguments.asText();
    }

    /** Reads {@code !Name value} as a map from the function's long name to the value. */
    private static final class ShortTags extends SafeConstructor {

        ShortTags(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    return Map.of(name.equals("Ref") ? name : "Fn::" + name, untagged(node));
                }
            });
        }

        private Object untagged(Node node) {
            if (node instanceof ScalarNode scalar) {
                return constructScalar(scalar);
            }
            return node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        }
    }
}
