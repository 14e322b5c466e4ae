package org.tracehook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.dynamodb.LocalTable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What must hold of template.yaml beyond the schemas of SAM and CloudFormation. */
class TemplateTest {

    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";

    private static final String LIVE_OR_FUNCTION =
            "{\"Fn::If\":[\"HasRelease\",{\"Ref\":\"Live\"},{\"Ref\":\"WebhookFunction\"}]}";
    private static final String LIVE_OR_FUNCTION_ARN =
            "{\"Fn::If\":[\"HasRelease\",{\"Ref\":\"Live\"},{\"Fn::GetAtt\":\"WebhookFunction.Arn\"}]}";
    private static final String NAME_OF_LIVE = "{\"Fn::Select\":[7,{\"Fn::Split\":[\":\",{\"Ref\":\"Live\"}]}]}";

    /** What Lambda and Secrets Manager do with the function's permissions. */
    private static final Set<String> NOT_BY_CODE = Set.of("sqs:SendMessage", "kms:Decrypt");

    /** Besides what calls nobody: all traces, which the function is never asked for, and what the others are in. */
    private static final Set<String> NO_CALL_OF_THE_FUNCTION = Set.of("builder", "build", "close");

    private static final Pattern PARAMETER = Pattern.compile("\\b([A-Z][a-z]+[A-Za-z]*)=(?!=)([^\\s`,\"]+)");

    private SamTemplate template;
    private JsonNode function;

    @BeforeEach
    void read() throws Exception {
        template = SamTemplate.read(Path.of("template.yaml"));
        function = template.only("AWS::Serverless::Function");
    }

    @Test
    void theManualNamesThePermissionsOfWhoeverDeploys() throws Exception {
        String manual = Files.readString(Path.of("src/site/markdown/deploying.md"));
        Set<String> services = template.root()
                .path("Resources")
                .valueStream()
                .map(resource -> resource.path("Type").asText())
                .filter(type -> !type.startsWith("AWS::Serverless::"))
                .map(type -> type.split("::")[1].toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertEquals(Set.of("cloudwatch", "codedeploy", "dynamodb", "iam", "lambda", "logs", "sqs"), services);
        Stream.concat(services.stream(), Stream.of("apigateway", "cloudformation", "s3"))
                .forEach(service -> assertTrue(manual.contains("\n| `" + service + ":"), service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploying", "deliveries", "traces"})
    void theManualGivesParametersValuesThatTheyMayHave(String page) throws Exception {
        List<MatchResult> given = PARAMETER
                .matcher(Files.readString(Path.of("src/site/markdown/" + page + ".md")))
                .results()
                .toList();

        assertFalse(given.isEmpty());
        for (MatchResult each : given) {
            JsonNode parameter = template.parameter(each.group(1));
            List<String> allowed = parameter
                    .path("AllowedValues")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            assertTrue(parameter.has("Type"), each.group());
            assertTrue(allowed.isEmpty() || allowed.contains(each.group(2)), each.group());
        }
    }

    @Test
    void takesDeliveriesByTwoRoutesQuestionsAboutTracesByThreeAndNothingElse() {
        JsonNode api = template.only("AWS::Serverless::HttpApi");
        Set<String> routes = api.at("/DefinitionBody/paths")
                .propertyStream()
                .flatMap(path -> methods(path.getValue()).map(method -> method + " " + path.getKey()))
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "post /webhooks/jira",
                        "post /webhooks/jira/{key}",
                        "get /traces",
                        "get /traces/{id}",
                        "post /traces/{id}/rerun"),
                routes);
        assertEquals("$default", api.path("StageName").asText());
        assertTrue(function.path("Events").isMissingNode(), "An event is a way in without a condition");
    }

    private static Stream<String> methods(JsonNode path) {
        return path.propertyStream().map(Map.Entry::getKey).filter(name -> !name.equals("parameters"));
    }

    @Test
    void everyRouteLeadsToTheFunctionAndTellsItThePath() {
        JsonNode body = template.only("AWS::Serverless::HttpApi").path("DefinitionBody");
        JsonNode integration = body.at("/components/x-amazon-apigateway-integrations/function");

        body.path("paths").propertyStream().forEach(path -> methods(path.getValue())
                .forEach(method -> assertEquals(
                        "#/components/x-amazon-apigateway-integrations/function",
                        path.getValue()
                                .path(method)
                                .at("/x-amazon-apigateway-integration/$ref")
                                .asText(),
                        path.getKey())));
        assertEquals("aws_proxy", integration.path("type").asText());
        assertEquals("2.0", integration.path("payloadFormatVersion").asText());
        assertEquals(
                LIVE_OR_FUNCTION_ARN, integration.at("/uri/Fn::Sub/1/Function").toString());
    }

    @Test
    void thereIsOneWayIn() {
        JsonNode resources = template.root().path("Resources");

        assertEquals("http-api", template.parameter("Endpoint").path("Default").asText());
        assertEquals(
                "[{\"Ref\":\"Endpoint\"},\"http-api\"]",
                template.root().at("/Conditions/HasHttpApi/Fn::Equals").toString());
        assertEquals(
                "[{\"Ref\":\"Endpoint\"},\"function-url\"]",
                template.root().at("/Conditions/HasFunctionUrl/Fn::Equals").toString());
        for (String name : List.of("WebhookApi", "WebhookApiPermission", "AccessLog", "WhyGateway")) {
            assertEquals("HasHttpApi", resources.path(name).path("Condition").asText(), name);
        }
        for (String name : List.of("FunctionUrl", "FunctionUrlPermission", "FunctionUrlInvocation")) {
            assertEquals(
                    "HasFunctionUrl", resources.path(name).path("Condition").asText(), name);
        }
    }

    /** With the first alone, AWS answers each request with 403. */
    @Test
    void aFunctionUrlNeedsTwoPermissions() {
        JsonNode resources = template.root().path("Resources");
        JsonNode url = resources.at("/FunctionUrlPermission/Properties");
        JsonNode invocation = resources.at("/FunctionUrlInvocation/Properties");

        assertEquals("NONE", resources.at("/FunctionUrl/Properties/AuthType").asText());
        assertEquals("lambda:InvokeFunctionUrl", url.path("Action").asText());
        assertEquals("NONE", url.path("FunctionUrlAuthType").asText());
        assertEquals("lambda:InvokeFunction", invocation.path("Action").asText());
        assertTrue(
                invocation.path("InvokedViaFunctionUrl").asBoolean(),
                "Everybody could invoke the function by its name");
    }

    @Test
    void whoeverInvokesTheFunctionInvokesWhatIsLive() {
        List<JsonNode> permissions = template.all("AWS::Lambda::Permission");

        assertEquals(3, permissions.size());
        permissions.forEach(permission ->
                assertEquals(LIVE_OR_FUNCTION, permission.path("FunctionName").toString()));
        assertEquals(
                "[\"HasRelease\"," + NAME_OF_LIVE + ",\"$LATEST\"]",
                template.only("AWS::Lambda::EventInvokeConfig")
                        .at("/Qualifier/Fn::If")
                        .toString());
        assertEquals(
                "[\"HasRelease\"," + NAME_OF_LIVE + ",{\"Ref\":\"AWS::NoValue\"}]",
                template.only("AWS::Lambda::Url").at("/Qualifier/Fn::If").toString());
    }

    /** Lambda makes a version only of a function that changed, and CloudFormation only of another description. */
    @Test
    void aNewReleaseIsANewVersion() {
        JsonNode version = template.root().at("/Resources/LiveVersion");

        assertEquals("", template.parameter("Release").path("Default").asText("-"));
        assertTrue(function.at("/Description/Fn::Sub").asText().contains("${Release}"));
        assertEquals("Release", version.at("/Properties/Description/Ref").asText());
        assertEquals("Retain", version.path("UpdateReplacePolicy").asText());
        assertEquals(
                "LiveVersion.Version",
                template.only("AWS::Lambda::Alias")
                        .at("/FunctionVersion/Fn::GetAtt")
                        .asText());
    }

    @Test
    void aCanaryIsTakenBackByTwoAlarmsAndRefusedWithoutThem() {
        JsonNode group = template.only("AWS::CodeDeploy::DeploymentGroup");

        assertEquals("", template.parameter("Canary").path("Default").asText("-"));
        assertTrue(group.at("/AlarmConfiguration/Enabled").asBoolean());
        assertEquals(
                List.of("ErrorsAlarm", "UnexpectedAlarm"),
                group.at("/AlarmConfiguration/Alarms")
                        .valueStream()
                        .map(alarm -> alarm.at("/Fn::If/1/Name/Ref").asText())
                        .toList());
        assertTrue(group.at("/AutoRollbackConfiguration/Events").toString().contains("DEPLOYMENT_STOP_ON_ALARM"));
        assertEquals(
                "[\"HasCanary\",{\"CodeDeployLambdaAliasUpdate\":{\"ApplicationName\":{\"Ref\":\"CanaryApplication\"},"
                        + "\"DeploymentGroupName\":{\"Ref\":\"CanaryDeployments\"}}},{\"Ref\":\"AWS::NoValue\"}]",
                template.root().at("/Resources/Live/UpdatePolicy/Fn::If").toString());
        assertEquals(
                "[{\"Ref\":\"Release\"},\"\"] [{\"Ref\":\"AlarmOnErrors\"},\"\"] [{\"Ref\":\"AlarmOnUnexpected\"},\"\"]",
                refusedWith("CanariesAreVersionsThatAnAlarmWatches", "Fn::Not"));
    }

    @Test
    void aSnapshotNeedsAVersionAndTheJvm() {
        assertEquals("false", template.parameter("SnapStart").path("Default").asText());
        assertEquals(
                "[\"HasSnapStart\",{\"ApplyOn\":\"PublishedVersions\"},{\"Ref\":\"AWS::NoValue\"}]",
                function.at("/SnapStart/Fn::If").toString());
        assertEquals("[{\"Ref\":\"Release\"},\"\"]", refusedWith("SnapshotsAreOfVersionsOnTheJvm", "Fn::Not"));
        assertTrue(template.root()
                .at("/Rules/SnapshotsAreOfVersionsOnTheJvm/Assertions")
                .toString()
                .contains("{\"Fn::Equals\":[{\"Ref\":\"Packaging\"},\"jvm\"]}"));
    }

    /** What a rule's assertions of that function compare. */
    private String refusedWith(String rule, String function) {
        return template.root()
                .at("/Rules/" + rule + "/Assertions")
                .valueStream()
                .map(assertion -> assertion.path("Assert"))
                .filter(assertion -> assertion.has(function))
                .map(assertion -> assertion.at("/" + function + "/0/Fn::Equals").toString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void runsTheZipOnTheRuntimeOfItsPackaging() {
        JsonNode packaging = template.root().at("/Mappings/Packaging");

        assertEquals("native", template.parameter("Packaging").path("Default").asText());
        assertEquals("provided.al2023", packaging.at("/native/Runtime").asText());
        assertEquals("bootstrap", packaging.at("/native/Handler").asText());
        assertEquals("java21", packaging.at("/jvm/Runtime").asText());
        assertEquals(
                QuarkusStreamHandler.class.getName() + "::handleRequest",
                packaging.at("/jvm/Handler").asText());
        for (String property : List.of("Runtime", "Handler")) {
            JsonNode choice = function.path(property).path("Fn::FindInMap");
            assertEquals("Packaging", choice.path(0).asText(), property);
            assertEquals("Packaging", choice.path(1).path("Ref").asText(), property);
            assertEquals(property, choice.path(2).asText());
        }
        assertEquals("function.zip", function.path("CodeUri").asText());
    }

    @Test
    void endsBeforeTheGatewayStopsWaitingAndAfterJiraDoes() {
        JsonNode timeout = function.path("Timeout").path("Fn::If");
        int seconds = timeout.path(2).asInt();

        assertTrue(seconds >= 20 && seconds <= 29, () -> "Timeout: " + seconds);
        assertEquals("Acknowledges", timeout.path(0).asText());
        assertEquals("RunTimeLimit", timeout.path(1).path("Ref").asText());
        assertEquals(900, template.parameter("RunTimeLimit").path("MaxValue").asInt());
    }

    @Test
    void acknowledgedRunsAreInvokedByTheFunctionAloneAndNoneIsLost() {
        JsonNode statements = template.only("AWS::IAM::Policy").at("/PolicyDocument/Statement");
        JsonNode queue = template.only("AWS::Lambda::EventInvokeConfig");

        assertEquals("lambda:InvokeFunction", statements.at("/0/Action").asText());
        assertEquals(
                "WebhookFunction.Arn", statements.at("/0/Resource/0/Fn::GetAtt").asText());
        assertEquals(
                "${WebhookFunction.Arn}:*",
                statements.at("/0/Resource/1/Fn::Sub").asText());
        assertEquals("sqs:SendMessage", statements.at("/1/Action").asText());
        assertEquals(2, statements.size());
        assertEquals("WebhookFunction", queue.at("/FunctionName/Ref").asText());
        assertEquals("RunRetries", queue.at("/MaximumRetryAttempts/Ref").asText());
        assertEquals("RunMaximumAge", queue.at("/MaximumEventAgeInSeconds/Ref").asText());
        assertEquals(
                "FailedRuns.Arn",
                queue.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt").asText());
    }

    /** The function itself would not start. */
    @Test
    void acknowledgingWithoutATableIsRefusedAtTheDeployment() {
        JsonNode rule = template.root().at("/Rules/RunsAreKnownToEveryProcess");

        assertEquals(
                "[{\"Ref\":\"Execution\"},\"acknowledge\"]",
                rule.at("/RuleCondition/Fn::Equals").toString());
        assertEquals(
                "[{\"Ref\":\"Store\"},\"dynamodb\"]",
                rule.at("/Assertions/0/Assert/Fn::Equals").toString());
        assertEquals(
                "Execution",
                function.at("/Environment/Variables/TRACEHOOK_EXECUTION/Ref").asText());
    }

    /** The alarm would have no queue to watch. */
    @Test
    void anAlarmOnFailedRunsWithoutAcknowledgedRunsIsRefusedAtTheDeployment() {
        JsonNode rule = template.root().at("/Rules/FailedRunsAreOfAcknowledgedOnes");

        assertEquals(
                "[{\"Ref\":\"AlarmOnFailedRuns\"},\"\"]",
                rule.at("/RuleCondition/Fn::Not/0/Fn::Equals").toString());
        assertEquals(
                "[{\"Ref\":\"Execution\"},\"acknowledge\"]",
                rule.at("/Assertions/0/Assert/Fn::Equals").toString());
    }

    /** The function itself would not start. */
    @Test
    void oneTokenForReadingAndForRerunsIsRefusedAtTheDeployment() {
        JsonNode rule = template.root().at("/Rules/WhoReadsTracesMayNotRunThemAgain");

        assertEquals(
                "[{\"Ref\":\"RerunToken\"},\"\"]",
                rule.at("/RuleCondition/Fn::Not/0/Fn::Equals").toString());
        assertEquals(
                "[{\"Ref\":\"RerunToken\"},{\"Ref\":\"TracesToken\"}]",
                rule.at("/Assertions/0/Assert/Fn::Not/0/Fn::Equals").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.webhook.secret, WebhookSecret, false, 16",
        "tracehook.webhook.previous-secret, PreviousWebhookSecret, true, 16",
        "tracehook.webhook.token, WebhookToken, true, 16",
        "tracehook.traces.token, TracesToken, true, 16",
        "tracehook.traces.rerun-token, RerunToken, true, 16",
        "tracehook.workspace.password, RepositoryPassword, true, 8",
        "tracehook.pull-request.token, PullRequestToken, true, 8",
        "tracehook.feedback.token, JiraToken, true, 16",
        "testing.agent.token, TestingAgentToken, true, 16"
    })
    void secretsAreHiddenAndAsLongAsTheFunctionDemands(String property, String name, boolean optional, int length) {
        JsonNode parameter = template.parameter(name);
        JsonNode variable = function.at("/Environment/Variables").path(Fault.environmentVariable(property));
        String pattern = parameter.path("AllowedPattern").asText();

        assertTrue(parameter.path("NoEcho").asBoolean(), "NoEcho");
        assertEquals(optional, parameter.has("Default"));
        assertEquals(optional, "".matches(pattern), pattern);
        assertTrue("x".repeat(length).matches(pattern), pattern);
        assertFalse("x".repeat(length - 1).matches(pattern), pattern);
        if (optional) {
            isNoVariableWhenEmpty(variable, name);
        } else {
            assertEquals(name, variable.path("Ref").asText());
        }
    }

    @Test
    void theHeadersOfTheReceiverAreHiddenPairs() {
        JsonNode parameter = template.parameter("OtlpHeaders");
        String pattern = parameter.path("AllowedPattern").asText();

        assertTrue(parameter.path("NoEcho").asBoolean(), "NoEcho");
        assertTrue("".matches(pattern) && "api-key=abc,x=".matches(pattern), pattern);
        assertFalse("abc".matches(pattern) || "arn:aws:s3:::a=b".matches(pattern), pattern);
        isNoVariableWhenEmpty(function.at("/Environment/Variables").path("OTEL_EXPORTER_OTLP_HEADERS"), "OtlpHeaders");
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.workspace.github-app-id, GitHubAppId",
        "tracehook.workspace.github-app-installation-id, GitHubAppInstallationId",
        "tracehook.workspace.github-app-key, GitHubAppKey",
        "tracehook.pull-request.host, PullRequestHost"
    })
    void whatTheGitHostNeedsIsNoVariableWhenEmpty(String property, String name) {
        isNoVariableWhenEmpty(function.at("/Environment/Variables").path(Fault.environmentVariable(property)), name);
    }

    private static void isNoVariableWhenEmpty(JsonNode variable, String parameter) {
        assertEquals("Has" + parameter, variable.at("/Fn::If/0").asText());
        assertEquals(parameter, variable.at("/Fn::If/1/Ref").asText());
        assertEquals("AWS::NoValue", variable.at("/Fn::If/2/Ref").asText());
    }

    private Stream<String> secretPatterns() {
        return template.root()
                .path("Parameters")
                .valueStream()
                .filter(parameter -> parameter.path("NoEcho").asBoolean())
                .map(parameter -> parameter.path("AllowedPattern").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET + "tracehook-AbCdEf",
                SECRET + "tracehook-AbCdEf:hook::",
                SECRET + "tracehook-AbCdEf:hook:AWSPREVIOUS:",
                "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:team/tracehook-AbCdEf"
            })
    void everySecretMayBeAnArn(String arn) {
        assertTrue(Secret.of(arn).isStored(), arn);
        Faults faults = new Faults();
        Secret.of(arn).check("any", 16, faults);
        assertEquals(List.of(), faults.all());
        assertEquals(11, secretPatterns().filter(arn::matches).count());
    }

    /** The function would not start with it. */
    @Test
    void noSecretIsTheArnOfSomethingElse() {
        String arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/tracehook";

        assertEquals(0, secretPatterns().filter(arn::matches).count());
    }

    /** IAM compares with the secret's own ARN, so that a key at its end would allow nothing. */
    @Test
    void theFunctionMayReadTheSecretsThatAreNamedAndNoOthers() {
        JsonNode parameter = template.parameter("SecretArns");
        String pattern = parameter.path("AllowedPattern").asText();
        JsonNode policy = policy("HasSecretArns");

        assertEquals("", parameter.path("Default").asText("-"));
        assertTrue("".matches(pattern) && (SECRET + "team/tracehook-AbCdEf").matches(pattern), pattern);
        assertFalse((SECRET + "tracehook-AbCdEf:hook::").matches(pattern), pattern);
        assertFalse((SECRET + "*").matches(pattern), pattern);
        assertEquals(
                "[{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":{\"Ref\":\"SecretArns\"}}]",
                policy.path("Statement").toString());
    }

    @Test
    void aKeyOfOnesOwnDecryptsForSecretsManagerAlone() {
        JsonNode statements = policy("HasSecretsKey").path("Statement");

        assertEquals("", template.parameter("SecretsKey").path("Default").asText("-"));
        assertEquals(1, statements.size());
        assertEquals("kms:Decrypt", statements.at("/0/Action").asText());
        assertEquals("SecretsKey", statements.at("/0/Resource/Ref").asText());
        assertEquals(
                "secretsmanager.*.amazonaws.com",
                statements.at("/0/Condition/StringLike/kms:ViaService").asText());
    }

    /** What the function may do under that condition, and not without it. */
    private JsonNode policy(String condition) {
        JsonNode choice = function.path("Policies")
                .valueStream()
                .map(policy -> policy.path("Fn::If"))
                .filter(policy -> policy.path(0).asText().equals(condition))
                .findFirst()
                .orElseThrow();
        assertEquals("AWS::NoValue", choice.path(2).path("Ref").asText());
        return choice.path(1);
    }

    @Test
    void theFunctionMayDoNothingUnconditionally() {
        assertEquals(
                List.of("HasTable", "HasSecretArns", "HasSecretsKey"),
                function.path("Policies")
                        .valueStream()
                        .map(policy -> policy.path("Fn::If").path(0).asText())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.workspace.repository, Repository",
        "tracehook.workspace.username, RepositoryUsername",
        "tracehook.development.paths, DevelopmentPaths",
        "tracehook.feedback.base-url, JiraBaseUrl",
        "tracehook.feedback.email, JiraEmail",
        "tracehook.feedback.account-id, JiraAccountId",
        "tracehook.feedback.logs-url, LogsUrl",
        "otel.exporter.otlp.endpoint, OtlpEndpoint"
    })
    void whatIsLeftEmptyIsNoVariable(String property, String name) {
        JsonNode variable = function.at("/Environment/Variables").path(Fault.environmentVariable(property));

        assertEquals("", template.parameter(name).path("Default").asText("-"));
        isNoVariableWhenEmpty(variable, name);
    }

    @Test
    void theTableIsTheOneThatTheFunctionIsTestedWith() throws Exception {
        JsonNode table = template.only("AWS::DynamoDB::Table");
        TableDescription tested = new LocalTable().description();

        assertEquals("PAY_PER_REQUEST", table.path("BillingMode").asText());
        assertEquals(keys(tested.keySchema()), keys(table.path("KeySchema")));
        JsonNode index = table.path("GlobalSecondaryIndexes").path(0);
        GlobalSecondaryIndexDescription testedIndex =
                tested.globalSecondaryIndexes().get(0);
        assertEquals(testedIndex.indexName(), index.path("IndexName").asText());
        assertEquals(keys(testedIndex.keySchema()), keys(index.path("KeySchema")));
        assertEquals(
                testedIndex.projection().projectionTypeAsString(),
                index.at("/Projection/ProjectionType").asText());
        assertEquals(
                tested.attributeDefinitions().stream()
                        .map(attribute -> attribute.attributeName() + " " + attribute.attributeTypeAsString())
                        .collect(Collectors.toSet()),
                table.path("AttributeDefinitions")
                        .valueStream()
                        .map(attribute -> attribute.path("AttributeName").asText() + " "
                                + attribute.path("AttributeType").asText())
                        .collect(Collectors.toSet()));
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .toList();
    }

    private static List<String> keys(JsonNode schema) {
        return schema.valueStream()
                .map(key -> key.path("AttributeName").asText() + " "
                        + key.path("KeyType").asText())
                .toList();
    }

    @Test
    void theTableForgetsByItselfAndOutlivesTheStack() {
        JsonNode resource = template.root().at("/Resources/DeliveryTable");
        JsonNode table = resource.path("Properties");

        assertEquals("HasTable", resource.path("Condition").asText());
        assertEquals("Retain", resource.path("DeletionPolicy").asText());
        assertEquals("Retain", resource.path("UpdateReplacePolicy").asText());
        assertEquals(
                "expiration", table.at("/TimeToLiveSpecification/AttributeName").asText());
        assertTrue(table.at("/TimeToLiveSpecification/Enabled").asBoolean());
        assertTrue(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                .asBoolean());
    }

    @Test
    void theFunctionMayDoWithItsTableWhatItDoesAndNoMore() {
        JsonNode statements = policy("HasTable").path("Statement");

        assertEquals(
                Set.of("dynamodb:GetItem", "dynamodb:PutItem"),
                statements.at("/0/Action").valueStream().map(JsonNode::asText).collect(Collectors.toSet()));
        assertEquals(
                "DeliveryTable.Arn", statements.at("/0/Resource/Fn::GetAtt").asText());
        assertEquals("dynamodb:Query", statements.at("/1/Action").asText());
        assertEquals(
                "${DeliveryTable.Arn}/index/traces-by-issue",
                statements.at("/1/Resource/Fn::Sub").asText());
        assertEquals(2, statements.size());
    }

    @Test
    void theFunctionMayCallOfAwsWhatItsCodeCallsAndNoMore() {
        Set<String> called = new ClassFileImporter()
                .importPath(Path.of("target", "classes")).stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .map(JavaAccess::getTarget)
                        .filter(target -> target.getOwner().isAssignableTo(SdkClient.class))
                        .map(AccessTarget::getName)
                        .filter(name -> !NO_CALL_OF_THE_FUNCTION.contains(name))
                        .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                        .collect(Collectors.toSet());
        Set<String> allowed = Stream.concat(
                        function.path("Policies").valueStream(), template.all("AWS::IAM::Policy").stream())
                .flatMap(policy -> policy.findValues("Action").stream())
                .flatMap(actions -> actions.isArray() ? actions.valueStream() : Stream.of(actions))
                .map(JsonNode::asText)
                .filter(action -> !NOT_BY_CODE.contains(action))
                .map(action -> action.replaceFirst("[a-z]+:", "").replace("InvokeFunction", "Invoke"))
                .collect(Collectors.toSet());

        assertEquals(allowed, called);
    }

    @Test
    void aNewAccountCanDeployIt() {
        assertEquals(
                "", template.parameter("ReservedConcurrency").path("Default").asText("-"));
        assertEquals(
                "[\"HasReservedConcurrency\",{\"Ref\":\"ReservedConcurrency\"},{\"Ref\":\"AWS::NoValue\"}]",
                function.at("/ReservedConcurrentExecutions/Fn::If").toString());
        assertEquals("arm64", template.parameter("Architecture").path("Default").asText());
        assertEquals("Architecture", function.at("/Architectures/0/Ref").asText());
    }

    @Test
    void theGatewayLetsThroughNoMoreThanItIsTold() {
        assertEquals(
                "{\"ThrottlingRateLimit\":{\"Ref\":\"ThrottlingRateLimit\"},"
                        + "\"ThrottlingBurstLimit\":{\"Ref\":\"ThrottlingBurstLimit\"}}",
                template.only("AWS::Serverless::HttpApi")
                        .path("DefaultRouteSettings")
                        .toString());
    }

    @Test
    void withoutATableTheFunctionRemembersInMemory() {
        JsonNode variables = function.at("/Environment/Variables");

        assertEquals("memory", template.parameter("Store").path("Default").asText());
        assertEquals("Store", variables.at("/TRACEHOOK_STORE_TYPE/Ref").asText());
        assertEquals(
                "DeliveryTable",
                variables.at("/TRACEHOOK_STORE_TABLE/Fn::If/1/Ref").asText());
        assertEquals(
                "AWS::NoValue",
                variables.at("/TRACEHOOK_STORE_TABLE/Fn::If/2/Ref").asText());
    }

    @Test
    void logsAreJsonOfLevelInfoAndKeptForALimitedTime() {
        JsonNode logging = function.path("LoggingConfig");

        assertEquals("JSON", logging.path("LogFormat").asText());
        assertEquals("INFO", logging.path("ApplicationLogLevel").asText());
        assertEquals("INFO", logging.path("SystemLogLevel").asText());
        assertEquals("FunctionLog", logging.at("/LogGroup/Ref").asText());
        List<JsonNode> groups = template.all("AWS::Logs::LogGroup");
        assertEquals(2, groups.size());
        groups.forEach(group ->
                assertEquals("RetentionInDays", group.at("/RetentionInDays/Ref").asText()));
    }

    @Test
    void anAccessLogLineIsOneJsonObjectOfKnownValues() throws Exception {
        String format = template.only("AWS::Serverless::HttpApi")
                .at("/AccessLogSettings/Format")
                .asText();

        assertFalse(format.contains("\n"), format);
        assertEquals(
                Set.of(
                        "$context.requestId",
                        "$context.integration.requestId",
                        "$context.routeKey",
                        "$context.status",
                        "$context.identity.sourceIp",
                        "$context.responseLatency",
                        "$context.integrationErrorMessage"),
                new ObjectMapper()
                        .readTree(format)
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()));
    }

    /** A longer one has to be in S3 first. */
    @Test
    void cloudFormationTakesItInARequest() throws Exception {
        long length = Files.size(Path.of("template.yaml"));

        assertTrue(length < 51_200, () -> length + " bytes");
    }

    @Test
    void everyParameterIsDescribedInASentenceAndUsed() {
        List<String> used = template.references().toList();

        template.root().path("Parameters").propertyStream().forEach(parameter -> {
            String description = parameter.getValue().path("Description").asText();
            assertTrue(description.matches("[A-Z].+ .+\\."), () -> parameter.getKey() + ": " + description);
            assertTrue(used.contains(parameter.getKey()), () -> parameter.getKey() + " is never used");
        });
    }

    @Test
    void everyReferenceNamesSomethingThatExists() {
        assertEquals(List.of(), template.unresolved());
    }

    @Test
    void nothingIsNamedWhereItMayBeMissing() {
        assertEquals(List.of(), template.perhapsMissing());
    }

    @Test
    void noParameterHasTheNameOfAResource() {
        assertEquals(List.of(), template.ambiguous());
    }

    @Test
    void everyConditionIsAskedFor() {
        List<String> asked = template.conditions().toList();

        template.root()
                .path("Conditions")
                .fieldNames()
                .forEachRemaining(name -> assertTrue(asked.contains(name), () -> name + " is never asked for"));
    }
}
