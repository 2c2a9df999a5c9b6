package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "7700"
	}
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	http.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", os.Getenv("WEB_ORIGIN"))
		_ = json.NewEncoder(w).Encode(map[string]string{"query": r.URL.Query().Get("q")})
	})
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
