package org.tracehook.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.DefaultServiceMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A native executable knows the general form of AWS' endpoints alone, none of the services that deviate from it. */
class GeneralEndpointsTest {

    private static final Pattern SERVICE = Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.");

    /** Their names in endpoints, which are also those of their packages. */
    static Stream<String> services() {
        return Stream.of(
                DynamoDbClient.SERVICE_METADATA_ID,
                LambdaClient.SERVICE_METADATA_ID,
                SecretsManagerClient.SERVICE_METADATA_ID);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theServicesInUseHaveThemInEveryRegion(String service) {
        for (Region region : Region.regions()) {
            ServiceMetadata known = ServiceMetadata.of(service);
            ServiceMetadata general = new DefaultServiceMetadata(service);

            assertEquals(known.endpointFor(region), general.endpointFor(region), region::id);
            assertEquals(known.signingRegion(region), general.signingRegion(region), region::id);
        }
    }

    @Test
    void thoseAreTheServicesInUse() {
        Set<String> used = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.tracehook").stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency ->
                                SERVICE.matcher(dependency.getTargetClass().getName()))
                        .filter(Matcher::lookingAt)
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());

        assertEquals(services().collect(Collectors.toSet()), used);
    }

    @Test
    void anotherServiceDeviates() {
        assertNotEquals(
                ServiceMetadata.of("iam").endpointFor(Region.AWS_GLOBAL),
                new DefaultServiceMetadata("iam").endpointFor(Region.AWS_GLOBAL));
    }
}
