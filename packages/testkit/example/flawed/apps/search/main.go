package main

import (
	"encoding/json"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_ = json.NewEncoder(w).Encode(map[string]string{"query": r.URL.Query().Get("q")})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:7700", nil))
}
