import type { RuleCases } from '../rule-cases.js';

const SPRING =
  'package a;\n@SpringBootApplication\n@RestController\npublic class App {\n  @GetMapping("/") String x() { return "x"; }\n  public static void main(String[] args) { SpringApplication.run(App.class, args); }\n}\n';
const APP = 'src/main/java/a/App.java';
const JAR = '{"deploy":{"startCommand":"java -jar target/app.jar"}}';
const CHECKED = '{"deploy":{"healthcheckPath":"/"}}';
const PROPERTIES = 'src/main/resources/application.properties';

const spring = (config: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': config,
  'pom.xml': '<project/>',
  [APP]: SPRING,
  ...more,
});

const DOTNET =
  'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapGet("/", () => "x");\n';
const IMAGE = 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY . .\n';
const dotnet = (
  dockerfile: string | undefined,
  run = 'app.Run();',
  more: Readonly<Record<string, string>> = {},
) => ({
  'railway.json': '{}',
  'Api.csproj': '<Project/>',
  'Program.cs': `${DOTNET}${run}\n`,
  ...(dockerfile !== undefined && { Dockerfile: `${IMAGE}${dockerfile}\n` }),
  ...more,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'Spring Boot that Railpack starts',
      traps: ['RLY-PORT-013 Railpack passes the port'],
      files: spring('{}'),
    },
    { name: 'PORT in the settings', files: spring(JAR, { [PROPERTIES]: 'server.port=${PORT:8080}' }) },
    {
      name: 'PORT in the settings of production',
      files: spring(JAR, { 'src/main/resources/application-prod.yml': 'server:\n  port: ${PORT}' }),
    },
    {
      name: 'PORT on the command line',
      files: spring('{"deploy":{"startCommand":"java -Dserver.port=$PORT -jar target/app.jar"}}'),
    },
    {
      name: 'PORT as an argument',
      files: spring('{"deploy":{"startCommand":"java -jar target/app.jar --server.port=$PORT"}}'),
    },
    {
      name: 'PORT in a variable in front',
      files: spring('{"deploy":{"startCommand":"SERVER_PORT=$PORT java -jar target/app.jar"}}'),
    },
    {
      name: 'options of a variable',
      files: spring('{"deploy":{"startCommand":"java $JAVA_OPTS -jar app.jar"}}'),
    },
    { name: 'a script that may do it', files: spring('{"deploy":{"startCommand":"sh start.sh"}}') },
    {
      name: 'a variable of the image',
      files: spring('{}', {
        Dockerfile: 'FROM eclipse-temurin:21\nENV SERVER_PORT=8080\nCMD ["java", "-jar", "app.jar"]\n',
      }),
    },
    {
      name: 'PORT in the code',
      files: spring(JAR, {
        [APP]: SPRING.replace(
          'SpringApplication.run',
          'System.setProperty("server.port", System.getenv("PORT")); SpringApplication.run',
        ),
      }),
    },
    {
      name: 'a program that answers nothing',
      files: spring(JAR, { [APP]: SPRING.replace('@GetMapping("/") ', '') }),
    },
    {
      name: 'a test of Spring Boot',
      files: spring(JAR, { [APP]: 'class A {}', 'src/test/java/a/AppTest.java': SPRING }),
    },
    {
      name: 'ASP.NET Core that Railpack starts',
      traps: ['RLY-PORT-017 Railpack sets ASPNETCORE_URLS'],
      files: dotnet(undefined),
    },
    {
      name: 'ASP.NET Core with PORT in the code',
      files: dotnet(
        'CMD ["dotnet", "Api.dll"]',
        'app.Run($"http://0.0.0.0:{Environment.GetEnvironmentVariable("PORT") ?? "8080"}");',
      ),
    },
    {
      name: 'ASP.NET Core with PORT in its command',
      files: dotnet('CMD ASPNETCORE_URLS=http://+:$PORT dotnet Api.dll'),
    },
    {
      name: 'ASP.NET Core with PORT as an argument',
      files: dotnet('CMD dotnet Api.dll --urls http://0.0.0.0:$PORT'),
    },
    {
      name: 'ASP.NET Core with a variable of the image that its command replaces',
      files: dotnet('ENV ASPNETCORE_URLS=http://+:8080\nCMD ASPNETCORE_URLS=http://+:$PORT dotnet Api.dll'),
    },
    {
      name: 'ASP.NET Core with the port of a build argument',
      files: dotnet('ARG PORT\nENV ASPNETCORE_HTTP_PORTS=$PORT\nCMD ["dotnet", "Api.dll"]'),
    },
    {
      name: 'launchSettings.json is for a desk',
      files: dotnet(undefined, 'app.Run();', {
        'Properties/launchSettings.json': '{"profiles":{"x":{"applicationUrl":"http://localhost:5000"}}}',
      }),
    },
  ],
  ng: [
    {
      name: 'Spring Boot with a start command of its own',
      files: spring(JAR),
      finds: [{ at: `${APP}:6:44`, severity: 'medium', says: 'Spring Boot listens on 8080 here' }],
    },
    {
      name: 'Spring Boot in an image, with a health check',
      files: spring(CHECKED, {
        Dockerfile: 'FROM eclipse-temurin:21\nCOPY . .\nENTRYPOINT ["java", "-jar", "app.jar"]\n',
      }),
      finds: [{ at: `${APP}:6`, severity: 'high' }],
    },
    {
      name: 'Spring Boot started by its build tool',
      files: spring('{"deploy":{"startCommand":"./mvnw spring-boot:run"}}'),
      finds: [{ at: `${APP}:6`, severity: 'medium' }],
    },
    {
      name: 'Spring Boot with PORT in the settings of development only',
      files: spring(JAR, { 'src/main/resources/application-dev.properties': 'server.port=${PORT:8080}' }),
      finds: [{ at: `${APP}:6`, severity: 'medium' }],
    },
    {
      name: 'Spring Boot in Kotlin',
      files: {
        'railway.json': JAR,
        'src/main/kotlin/App.kt':
          'package a\n\n@SpringBootApplication\nclass App\n\n@RestController\nclass C {\n    @GetMapping("/")\n    fun x() = "x"\n}\n\nfun main(args: Array<String>) {\n    runApplication<App>(*args)\n}\n',
      },
      finds: [{ at: 'src/main/kotlin/App.kt:13:5', severity: 'medium' }],
    },
    {
      name: 'ASP.NET Core in its image',
      files: dotnet('CMD ["dotnet", "Api.dll"]'),
      finds: [{ at: 'Program.cs:4:1', severity: 'medium', says: '8080' }],
    },
    {
      name: 'ASP.NET Core in an older image',
      files: dotnet('', 'app.Run();', {
        Dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:6.0\nCMD ["dotnet", "Api.dll"]\n',
      }),
      finds: [{ at: 'Program.cs:4:1', severity: 'medium', says: 'listens on 80 here' }],
    },
    {
      name: 'ASP.NET Core with a fixed variable of its image',
      files: dotnet('ENV ASPNETCORE_URLS=http://+:5000\nCMD ["dotnet", "Api.dll"]'),
      finds: [{ at: 'Dockerfile:3', severity: 'medium', says: 'ASPNETCORE_URLS fixes the port 5000' }],
    },
    {
      name: 'ASP.NET Core with a variable that is put in when the image is built',
      files: dotnet('ENV PORT=8080\nENV ASPNETCORE_URLS=http://+:${PORT}\nCMD ["dotnet", "Api.dll"]'),
      finds: [{ at: 'Dockerfile:4', severity: 'medium', says: '8080' }],
    },
    {
      name: 'ASP.NET Core with a PORT that has no value when the image is built',
      files: dotnet('ENV ASPNETCORE_URLS=http://+:$PORT\nENTRYPOINT ["dotnet", "Api.dll"]'),
      finds: [{ at: 'Dockerfile:3', severity: 'medium', says: 'has no value there' }],
    },
    {
      name: 'Ktor without a port',
      files: {
        'railway.json': '{"deploy":{"startCommand":"java -jar build/libs/app-all.jar"}}',
        'src/main/kotlin/App.kt':
          'package a\n\nfun main() {\n    embeddedServer(Netty) {\n        module()\n    }.start(wait = true)\n}\n',
      },
      finds: [{ at: 'src/main/kotlin/App.kt:4:5', severity: 'medium', says: 'Ktor listens on 80 here' }],
    },
  ],
};
