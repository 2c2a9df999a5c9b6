// What a program finds out about the container that it runs in. Static, so that an image of nothing else can hold it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

func main() {
	switch os.Args[1] {
	case "look":
		look()
	case "run":
	case "talk":
		count, _ := strconv.Atoi(os.Args[2])
		for i := 0; i < count; i++ {
			fmt.Println(i, strings.Repeat("x", 1000))
		}
		fmt.Fprintln(os.Stderr, "the end of errors")
		fmt.Println("the end")
	case "eat":
		var kept [][]byte
		for {
			piece := make([]byte, 16<<20)
			for at := range piece {
				piece[at] = 1
			}
			kept = append(kept, piece)
		}
	case "start":
		count, _ := strconv.Atoi(os.Args[2])
		started := 0
		for i := 0; i < count; i++ {
			if exec.Command("/program", "sleep").Start() == nil {
				started++
			}
		}
		fmt.Println(started)
	case "write":
		fmt.Println(problem(os.WriteFile(os.Args[2], []byte(os.Args[3]), 0o644)))
	case "fill":
		file, err := os.Create(os.Args[2])
		for piece := make([]byte, 1<<20); err == nil; {
			_, err = file.Write(piece)
		}
		fmt.Println(problem(err))
	case "read":
		content, err := os.ReadFile(os.Args[2])
		fmt.Println(string(content), problem(err))
	case "exit":
		code, _ := strconv.Atoi(os.Args[2])
		fmt.Fprintln(os.Stderr, "as asked")
		os.Exit(code)
	case "sleep":
		fmt.Fprintln(os.Stderr, "still asleep")
		time.Sleep(time.Hour)
	}
}

func look() {
	executable, _ := os.ReadFile("/program")
	_ = os.WriteFile("/tmp/program", executable, 0o755)
	status, _ := os.ReadFile("/proc/self/status")
	mounts, _ := os.ReadFile("/proc/self/mounts")
	processes := 0
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		if _, err := strconv.Atoi(entry.Name()); err == nil {
			processes++
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"uid":        os.Getuid(),
		"gid":        os.Getgid(),
		"env":        os.Environ(),
		"status":     string(status),
		"mounts":     string(mounts),
		"interfaces": interfaces(),
		"processes":  processes,
		"writeRoot":  problem(os.WriteFile("/file", nil, 0o644)),
		"writeTmp":   problem(os.WriteFile("/tmp/file", nil, 0o644)),
		"runTmp":     problem(exec.Command("/tmp/program", "run").Run()),
		"devices":    names("/dev"),
		"socket":     names("/var/run"),
	})
}

func names(folder string) []string {
	found := []string{}
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		found = append(found, entry.Name())
	}
	return found
}

func interfaces() []string {
	found := []string{}
	table, _ := os.ReadFile("/proc/net/dev")
	for _, line := range strings.Split(string(table), "\n") {
		if name, _, isEntry := strings.Cut(line, ":"); isEntry {
			found = append(found, strings.TrimSpace(name))
		}
	}
	return found
}

func problem(err error) string {
	if err == nil {
		return "none"
	}
	return err.Error()
}
