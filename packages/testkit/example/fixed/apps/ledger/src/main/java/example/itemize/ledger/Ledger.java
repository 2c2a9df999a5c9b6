package example.itemize.ledger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Ledger {
  public static void main(String[] args) {
    SpringApplication.run(Ledger.class, args);
  }

  @GetMapping("/health")
  public String health() {
    return "ok";
  }
}
